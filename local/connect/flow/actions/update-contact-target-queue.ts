import { z } from "zod";
import { defineAction, goOn } from "../action-type.ts";
import { FlowActionFailed } from "../flow-session.ts";
import { resolveText } from "../resolve-reference.ts";

/** Chooses the queue that the contact will be put into. Source: https://docs.aws.amazon.com/connect/latest/APIReference/contact-actions-updatecontacttargetqueue.html */
export const updateContactTargetQueue = defineAction({
  type: "UpdateContactTargetQueue",
  flows: ["CONTACT_FLOW"],
  errors: ["NoMatchingError"],
  parameters: z.strictObject({ QueueId: z.string().min(1) }),
  run(parameters, session) {
    const queueArn = resolveText(parameters.QueueId, session.data());
    if (queueArn === "") throw new FlowActionFailed(`There is no queue at ${parameters.QueueId}.`);
    session.setTargetQueue(queueArn);
    return goOn;
  },
});
