import { z } from "zod";
import { DataFault } from "../../execution/states-error.ts";
import { enterState, exitState, type StateType } from "../state.ts";

const choiceSchema = z.object({
  Choices: z.array(z.looseObject({ Next: z.string() })).min(1),
  Default: z.string().optional(),
});

/**
 * Choice: goes where the first rule says whose condition holds. A rule's own `Assign` and `Output` count when it is taken,
 * the state's when `Default` is. Without a match and a default, AWS ends the execution with `States.Runtime`, not with the documented
 * `States.NoChoiceMatched`. https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export const choiceState: StateType = ({ name, fields, language }) => {
  const { Choices, Default } = choiceSchema.parse(fields);
  const rules = Choices.map((rule, index) => ({
    holds: language.condition(fields, rule, `Choices[${index}]`),
    data: language.dataFlow(
      { ...fields, Assign: rule.Assign, ...("Output" in rule && { Output: rule.Output }) },
      `Choices[${index}]/`,
    ),
    next: rule.Next,
  }));
  const otherwise = language.dataFlow(fields);
  return {
    async run(thread, input) {
      enterState(thread, "Choice", name, input);
      for (const rule of rules) {
        if (await rule.holds(thread, input)) {
          return exitState(thread, "Choice", name, await rule.data.pass(thread, input), rule.next);
        }
      }
      if (Default === undefined) {
        throw new DataFault(
          "States.Runtime",
          "Failed to transition out of the state. The state does not point to a next state.",
        );
      }
      return exitState(thread, "Choice", name, await otherwise.pass(thread, input), Default);
    },
  };
};
