import { z } from "zod";
import { defineAction } from "../action-type.ts";
import { FlowActionFailed } from "../flow-session.ts";
import { resolveText } from "../resolve-reference.ts";
import { wholeNumber } from "../whole-number.ts";

/**
 * Asks the caller to press one key. Storing what is pressed, validation and encryption are refused at load.
 * Sources: https://docs.aws.amazon.com/connect/latest/APIReference/participant-actions-getparticipantinput.html ;
 * https://docs.aws.amazon.com/connect/latest/adminguide/get-customer-input.html
 */
export const getParticipantInput = defineAction({
  type: "GetParticipantInput",
  errors: ["InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError"],
  conditions: "any",
  parameters: z.strictObject({
    Text: z.string().min(1),
    InputTimeLimitSeconds: wholeNumber(1, 180),
    StoreInput: z.literal("False").default("False"),
  }),
  async run(parameters, session) {
    const text = resolveText(parameters.Text, session.data()).trim();
    if (text === "") throw new FlowActionFailed(`There is nothing to ask: ${parameters.Text} is empty.`);
    const key = await session.askForKey(text, parameters.InputTimeLimitSeconds * 1_000);
    if (key === undefined) throw new FlowActionFailed("No key was pressed in time.", "InputTimeLimitExceeded");
    return { kind: "result", value: key };
  },
});
