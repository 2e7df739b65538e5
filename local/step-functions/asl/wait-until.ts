import { DataFault } from "../execution/states-error.ts";
import type { Fields } from "../query/query-language.ts";
import { readTimestamp } from "../query/read-timestamp.ts";

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
  const time = readTimestamp(timestamp);
  if (time !== undefined) return time;
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

function show(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
