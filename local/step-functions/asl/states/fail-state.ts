import { DataFault, StatesError } from "../../execution/states-error.ts";
import type { FieldValue } from "../../query/query-language.ts";
import { enterState, type StateType } from "../state.ts";

/** Fail: ends its block with an error. https://states-language.net/spec.html#fail-state */
export const failState: StateType = ({ name, fields, language }) => {
  const error = language.field(fields, "Error");
  const cause = language.field(fields, "Cause");
  return {
    async run(thread, input) {
      enterState(thread, "Fail", name, input);
      const read = async (field: FieldValue, fieldName: string) => textOrNothing(await field(thread, input), fieldName);
      const failure = new StatesError(await read(error, "Error"), await read(cause, "Cause"));
      thread.running = undefined;
      throw failure;
    },
  };
};

function textOrNothing(value: unknown, field: string): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  throw new DataFault("States.Runtime", `The field '${field}' must be a string but was: ${JSON.stringify(value)}`);
}
