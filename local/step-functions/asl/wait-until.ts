import { DataFault } from "../execution/states-error.ts";
import type { Fields } from "../query/query-language.ts";

/** RFC 3339 with seconds and an offset, which is all that AWS takes. */
const timestampPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** When a Wait state goes on, in milliseconds since the epoch, or the fault of its fields in AWS's words. */
export function waitUntil(wait: {
  readonly now: number;
  readonly seconds: unknown;
  readonly timestamp: unknown;
  readonly fields: Fields;
  readonly language: "JSONata" | "JSONPath";
}): number | DataFault {
  const { now, seconds, timestamp, fields } = wait;
  if (seconds !== undefined) return untilSeconds(now, seconds, wait.language, fields.SecondsPath);
  const time =
    typeof timestamp === "string" && timestampPattern.test(timestamp)
      ? Date.parse(withMilliseconds(timestamp))
      : Number.NaN;
  if (!Number.isNaN(time)) return time;
  return wait.language === "JSONata"
    ? new DataFault(
        "States.QueryEvaluationError",
        `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${show(timestamp)}`,
        "Timestamp",
      )
    : new DataFault(
        "States.Runtime",
        "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: " +
          `${show(fields.TimestampPath)} == ${show(timestamp)}`,
      );
}

function untilSeconds(now: number, seconds: unknown, language: string, path: unknown): number | DataFault {
  const fault = (text: string) =>
    language === "JSONata"
      ? new DataFault("States.QueryEvaluationError", `The Seconds field ${text}: ${show(seconds)}`, "Seconds")
      : new DataFault(
          "States.Runtime",
          `The SecondsPath parameter ${text.replace("is ", "references ")}: ${show(path)} == ${show(seconds)}`,
        );
  if (typeof seconds !== "number" || !Number.isInteger(seconds)) return fault("cannot be parsed as a long value");
  return seconds < 0 ? fault("is a negative value") : now + seconds * 1000;
}

/** JavaScript's own parser is only sure to read three digits of a second's fraction. */
function withMilliseconds(timestamp: string): string {
  return timestamp.replace(/\.(\d{1,3})\d*/, ".$1");
}

function show(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
