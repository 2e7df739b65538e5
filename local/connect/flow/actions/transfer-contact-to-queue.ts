import { z } from "zod";
import { defineAction } from "../action-type.ts";

/** Puts the contact into its target queue; the flow ends there. Source: https://docs.aws.amazon.com/connect/latest/devguide/contact-actions-transfercontacttoqueue.html */
export const transferContactToQueue = defineAction({
  type: "TransferContactToQueue",
  flows: ["CONTACT_FLOW"],
  errors: ["QueueAtCapacity", "NoMatchingError"],
  parameters: z.strictObject({}),
  run(_parameters, session) {
    session.enqueue();
    return { kind: "ended", how: "queued" };
  },
});
