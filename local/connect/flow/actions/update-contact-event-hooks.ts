import { z } from "zod";
import { defineAction, goOn } from "../action-type.ts";
import { resolveText } from "../resolve-reference.ts";

/**
 * Sets the flow that is played while the contact waits in a queue, or that goes on with the caller when the agent has hung up. Of the hooks that the flow
 * language knows, the simulation honours these two.
 * Sources: https://docs.aws.amazon.com/connect/latest/devguide/contact-actions-updatecontacteventhooks.html ;
 * https://docs.aws.amazon.com/connect/latest/adminguide/set-disconnect-flow.html
 */
export const updateContactEventHooks = defineAction({
  type: "UpdateContactEventHooks",
  errors: ["NoMatchingError"],
  parameters: z.strictObject({
    EventHooks: z.union([
      z.strictObject({ CustomerQueue: z.string().min(1) }),
      z.strictObject({ CustomerRemaining: z.string().min(1) }),
    ]),
  }),
  run({ EventHooks: hooks }, session) {
    if ("CustomerQueue" in hooks) session.setQueueFlow(resolveText(hooks.CustomerQueue, session.data()));
    else session.setRemainingFlow(resolveText(hooks.CustomerRemaining, session.data()));
    return goOn;
  },
});
