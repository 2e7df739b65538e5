import { z } from "zod";
import { defineAction, goOn } from "../action-type.ts";
import { wholeNumber } from "../whole-number.ts";

/** Sets the contact's priority in its queue; 1 is served first, 5 is usual. Source: https://docs.aws.amazon.com/connect/latest/APIReference/contact-actions-updatecontactroutingbehavior.html */
export const updateContactRoutingBehavior = defineAction({
  type: "UpdateContactRoutingBehavior",
  errors: [],
  parameters: z.strictObject({ QueuePriority: wholeNumber(1, Number.MAX_SAFE_INTEGER) }),
  run(parameters, session) {
    session.setPriority(parameters.QueuePriority);
    return goOn;
  },
});
