import { enterState, exitState, type StateType } from "../state.ts";

/** Succeed: ends its block with its output. https://states-language.net/spec.html#succeed-state */
export const succeedState: StateType = ({ name, fields, language }) => {
  const data = language.dataFlow(fields);
  return {
    async run(thread, input) {
      enterState(thread, "Succeed", name, input);
      return exitState(thread, "Succeed", name, await data.pass(thread, input), undefined);
    },
  };
};
