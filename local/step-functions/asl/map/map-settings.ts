import type { MapRunSettings } from "../../execution/map-run.ts";
import type { Payload } from "../../execution/payload.ts";
import { DataFault } from "../../execution/states-error.ts";
import type { Thread } from "../../execution/thread.ts";
import { unexpectedType } from "../../query/jsonata-language.ts";
import type { Fields, QueryLanguage } from "../../query/query-language.ts";

/** Computes a number that a Map state's field holds, computes or points at; undefined when the field is absent. */
export type NumberField = (thread: Thread, input: Payload) => Promise<number | undefined>;

/** Compiles `MaxConcurrency`, `ToleratedFailureCount` and `ToleratedFailurePercentage`. */
export function mapSettings(
  fields: Fields,
  language: QueryLanguage,
): (thread: Thread, input: Payload) => Promise<MapRunSettings> {
  const concurrency = numberField(fields, "MaxConcurrency", language, "integer");
  const count = numberField(fields, "ToleratedFailureCount", language, "integer");
  const percentage = numberField(fields, "ToleratedFailurePercentage", language, "float");
  return async (thread, input) => {
    const maxConcurrency = (await concurrency(thread, input)) ?? 0;
    const toleratedFailureCount = await count(thread, input);
    const toleratedFailurePercentage = await percentage(thread, input);
    if (maxConcurrency < 0) throw new DataFault("States.Runtime", "MaxConcurrency cannot be negative.");
    if (toleratedFailureCount !== undefined && toleratedFailureCount < 0)
      throw new DataFault("States.Runtime", "ToleratedFailureCount cannot be negative.");
    if (
      toleratedFailurePercentage !== undefined &&
      (toleratedFailurePercentage < 0 || toleratedFailurePercentage > 100)
    )
      throw new DataFault("States.Runtime", "ToleratedFailurePercentage must be between 0 and 100.");
    return { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage };
  };
}

/**
 * Compiles a field that is a number. Where a path points at the value, a text that spells a number does as well, as on AWS.
 * @param name the field without the `Path` that its JSONPath spelling may have behind it
 */
export function numberField(
  fields: Fields,
  name: string,
  language: QueryLanguage,
  kind: "integer" | "float",
): NumberField {
  const evaluate = language.field(fields, name);
  return async (thread, input) => {
    const value = await evaluate(thread, input);
    if (value === undefined) return undefined;
    const result =
      language.name === "JSONPath" && typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof result === "number" && (kind === "integer" ? Number.isInteger(result) : Number.isFinite(result)))
      return result;
    if (language.name === "JSONata") throw unexpectedType(fields[name], name, "number", value);
    const text = typeof value === "string" ? value : JSON.stringify(value);
    throw new DataFault(
      "States.Runtime",
      `The ${name}Path field refers to value "${text}" which is not a valid ${kind}: ${String(fields[`${name}Path`])}`,
    );
  };
}
