import { z } from "zod";
import { defineAction, goOn } from "../action-type.ts";
import { resolveText } from "../resolve-reference.ts";

/**
 * Sets the flow that goes on with the caller when the agent has hung up. Of the hooks that the flow language knows, the simulation honours this one.
 * Sources: https://docs.aws.amazon.com/connect/latest/devguide/contact-actions-updatecontacteventhooks.html ;
 * https://docs.aws.amazon.com/connect/latest/adminguide/set-disconnect-flow.html
 */
export const updateContactEventHooks = defineAction({
  type: "UpdateContactEventHooks",
  errors: ["NoMatchingError"],
  parameters: z.strictObject({ EventHooks: z.strictObject({ CustomerRemaining: z.string().min(1) }) }),
  run(parameters, session) {
    session.setRemainingFlow(resolveText(parameters.EventHooks.CustomerRemaining, session.data()));
    return goOn;
  },
});
