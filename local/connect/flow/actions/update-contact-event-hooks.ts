import { z } from "zod";
import { defineAction, goOn } from "../action-type.ts";
import { resolveText } from "../resolve-reference.ts";

/**
 * Sets the flow that is played while the contact waits in a queue. Of the hooks that the flow language knows, the simulation honours this one.
 * Source: https://docs.aws.amazon.com/connect/latest/devguide/contact-actions-updatecontacteventhooks.html
 */
export const updateContactEventHooks = defineAction({
  type: "UpdateContactEventHooks",
  errors: ["NoMatchingError"],
  parameters: z.strictObject({ EventHooks: z.strictObject({ CustomerQueue: z.string().min(1) }) }),
  run(parameters, session) {
    session.setQueueFlow(resolveText(parameters.EventHooks.CustomerQueue, session.data()));
    return goOn;
  },
});
