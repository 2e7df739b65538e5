import type { Payload } from "../execution/payload.ts";
import { DataFault } from "../execution/states-error.ts";
import type { Thread } from "../execution/thread.ts";
import type { Fields, QueryLanguage } from "../query/query-language.ts";

/** How a Map state runs its iterations. */
export interface MapSettings {
  /** Most iterations at a time; 0 for as many as the service allows. */
  readonly maxConcurrency: number;
  /** How many iterations may fail. */
  readonly toleratedFailures: (total: number) => number;
}

/** Compiles `MaxConcurrency`, `ToleratedFailureCount` and `ToleratedFailurePercentage`. */
export function mapSettings(
  fields: Fields,
  language: QueryLanguage,
): (thread: Thread, input: Payload) => Promise<MapSettings> {
  const concurrency = language.field(fields, "MaxConcurrency");
  const count = language.field(fields, "ToleratedFailureCount");
  const percentage = language.field(fields, "ToleratedFailurePercentage");
  return async (thread, input) => {
    const maxConcurrency = number(await concurrency(thread, input), "MaxConcurrency", fields, true) ?? 0;
    const failures = number(await count(thread, input), "ToleratedFailureCount", fields, true) ?? 0;
    const percent = number(await percentage(thread, input), "ToleratedFailurePercentage", fields, false) ?? 0;
    if (maxConcurrency < 0) throw new DataFault("States.Runtime", "MaxConcurrency cannot be negative.");
    if (failures < 0) throw new DataFault("States.Runtime", "ToleratedFailureCount cannot be negative.");
    if (percent < 0 || percent > 100)
      throw new DataFault("States.Runtime", "ToleratedFailurePercentage must be between 0 and 100.");
    return { maxConcurrency, toleratedFailures: (total) => Math.max(failures, Math.floor((total * percent) / 100)) };
  };
}

/** A number, or a text that spells one: AWS takes both where a path points at the value. */
function number(value: unknown, field: string, fields: Fields, integer: boolean): number | undefined {
  if (value === undefined) return undefined;
  const result = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof result === "number" && (integer ? Number.isInteger(result) : Number.isFinite(result))) return result;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  throw new DataFault(
    "States.Runtime",
    `The ${field}Path field refers to value "${text}" which is not a valid ${integer ? "integer" : "float"}: ${String(fields[`${field}Path`])}`,
  );
}
