import type { Unsupported } from "./resource-type.ts";

/** What a stack does not honour, one line for each property and reason, with how many resources it concerns. */
export function summariseUnsupported(unsupported: readonly Unsupported[]): string[] {
  const groups = Map.groupBy(
    unsupported,
    ({ type, property, why }) => `${type}${property === "*" ? "" : ` ${property}`}: ${why}`,
  );
  return [...groups]
    .map(([text, entries]) => (entries.length === 1 ? text : `${text} (${entries.length} resources)`))
    .sort();
}
