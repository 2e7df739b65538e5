import { nextState } from "../next-state.ts";
import { enterState, exitState, type StateType } from "../state.ts";

/** Pass: hands its input on, changed as its data fields say. https://states-language.net/spec.html#pass-state */
export const passState: StateType = ({ name, fields, language }) => {
  const data = language.dataFlow(fields);
  const next = nextState(name, fields);
  return {
    async run(thread, input) {
      enterState(thread, "Pass", name, input);
      return exitState(thread, "Pass", name, await data.pass(thread, input), next);
    },
  };
};
