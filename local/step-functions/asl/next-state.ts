import type { Fields } from "../query/query-language.ts";
import { DefinitionError } from "./definition-error.ts";

/** Reads `Next`, or undefined for `"End": true`. Throws a DefinitionError when the state has neither. */
export function nextState(name: string, fields: Fields): string | undefined {
  if (typeof fields.Next === "string") return fields.Next;
  if (fields.End === true) return undefined;
  throw new DefinitionError(`The state '${name}' needs "Next" or "End": true.`);
}
