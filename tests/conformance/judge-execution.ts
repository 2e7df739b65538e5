import { z } from "zod";
import { compareValues, type Difference } from "./compare.ts";
import { compareHistories } from "./compare-history.ts";
import { normaliseParallel } from "./normalise-parallel.ts";
import { inLaterForm } from "./older-behaviour.ts";
import { Placeholders } from "./placeholders.ts";
import type { RecordedExecution, RecordedHistoryEvent } from "./recorded-execution.ts";
import { type ExecutionAnswer, roleArn } from "./replay-execution.ts";
import { storedAnswer, storedExpectation, withMasks } from "./stored-answer.ts";

/** How an answer compares with its recording. */
export interface Verdict {
  readonly differences: readonly Difference[];
  /** Whether events that happened at the same time are in another order. */
  readonly otherOrder: boolean;
  /** What AWS changed since the recording, where the answer differs by that alone. */
  readonly superseded?: readonly string[];
}

const statusOf: Readonly<Record<string, string>> = {
  ExecutionSucceeded: "SUCCEEDED",
  ExecutionFailed: "FAILED",
  ExecutionTimedOut: "TIMED_OUT",
  ExecutionAborted: "ABORTED",
};

/** Compares what the service answered with everything that the recording holds of AWS's answer. */
export function judgeExecution(line: RecordedExecution, answer: ExecutionAnswer): Verdict {
  const parseAll = line.masks.some((mask) => mask.generic === "_convert_output_to_json");
  const masked = (value: unknown) => withMasks(storedAnswer(value, parseAll), line.masks);
  const events = eventsSchema.parse(masked({ events: answer.events })).events;
  const describe = answer.description && descriptionSchema.parse(masked({ describe: answer.description })).describe;
  const verdict = compareAnswer(line, line.expected, events, describe);
  const later = verdict.differences.length > 0 ? inLaterForm(line, { events, describe }) : undefined;
  if (!later || compareAnswer(line, later.expected, events, describe).differences.length > 0) return verdict;
  return { ...verdict, superseded: later.changes };
}

function compareAnswer(
  line: RecordedExecution,
  expected: RecordedExecution["expected"],
  events: readonly RecordedHistoryEvent[],
  describe: Readonly<Record<string, unknown>> | undefined,
): Verdict {
  const placeholders = new Placeholders(`${line.definitionText}\n${line.inputText ?? ""}`, roleArn);
  const outcome = compareOutcome(expected, describe ?? outcomeOf(events.at(-1)), placeholders);
  const described = expected.describe
    ? compareValues(
        withoutClock(storedExpectation(expected.describe)),
        withoutClock(describe),
        "describe",
        placeholders,
      )
    : [];
  if (expected.history === "status-only") return { differences: [...outcome, ...described], otherOrder: false };
  if (expected.history === "terminal-only") {
    const ended = compareEnd(expected.events.at(-1), events.at(-1), placeholders);
    return { differences: [...outcome, ...described, ...ended], otherOrder: false };
  }
  const histories = compareHistories(
    eventsSchema.parse(storedExpectation(expected)).events,
    expected.history === "parallel-normalised" ? normaliseParallel(events) : events,
    placeholders,
    isConcurrent(line.definitionText),
  );
  return { ...histories, differences: [...outcome, ...described, ...histories.differences] };
}

const eventsSchema = z.object({ events: z.array(z.custom<RecordedHistoryEvent>()) });
const descriptionSchema = z.object({ describe: z.record(z.string(), z.unknown()) });

/** Status, output, error and cause, which every recording has. */
function compareOutcome(
  expected: RecordedExecution["expected"],
  actual: Readonly<Record<string, unknown>>,
  placeholders: Placeholders,
): Difference[] {
  const compare = (name: string, value: unknown, found: unknown) =>
    compareValues(storedExpectation(value), found, name, placeholders);
  const status = compare("status", expected.status, actual.status);
  if (expected.status !== "SUCCEEDED" || actual.status !== "SUCCEEDED")
    return [
      ...status,
      ...compare("error", expected.error ?? undefined, actual.error),
      ...compare("cause", expected.cause ?? undefined, actual.cause),
    ];
  return "output" in expected ? compare("output", expected.output, parsedOutput(actual.output)) : status;
}

/** The whole output as JSON, whatever its kind; objects were parsed with the rest of the answer. */
function parsedOutput(output: unknown): unknown {
  if (typeof output !== "string") return output;
  try {
    const parsed: unknown = JSON.parse(output);
    return typeof parsed === "object" ? storedExpectation(parsed) : parsed;
  } catch {
    return output; // A mask or a word for a date stands there.
  }
}

function outcomeOf(end: RecordedHistoryEvent | undefined): Record<string, unknown> {
  const details = Object.values(end ?? {}).find((value) => typeof value === "object" && value !== null);
  return { status: statusOf[end?.type ?? ""], ...details };
}

/** The last event, whose ids and fields count as far as they were recorded. */
function compareEnd(
  expected: RecordedHistoryEvent | undefined,
  actual: RecordedHistoryEvent | undefined,
  placeholders: Placeholders,
): Difference[] {
  if (!expected || expected.id !== null)
    return compareValues(storedExpectation(expected), actual, "events[last]", placeholders);
  return compareValues(expected.type, actual?.type, "events[last].type", placeholders);
}

/** A bill depends on how long the call took on AWS's machines; here it is only seen to be one. */
function withoutClock(description: unknown): unknown {
  const billed = z
    .looseObject({
      billingDetails: z.looseObject({ billedDurationInMilliseconds: z.number().multipleOf(100).min(100) }),
    })
    .safeParse(description);
  if (!billed.success) return description;
  return {
    ...billed.data,
    billingDetails: { ...billed.data.billingDetails, billedDurationInMilliseconds: "duration" },
  };
}

/** Whether branches or iterations may run at the same time: then the order of their events is AWS's accident. */
function isConcurrent(definitionText: string): boolean {
  const search = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.some(search);
    if (typeof value !== "object" || value === null) return false;
    const { Type, Branches, MaxConcurrency }: { Type?: unknown; Branches?: unknown; MaxConcurrency?: unknown } = value;
    if (Type === "Parallel" && Array.isArray(Branches) && Branches.length > 1) return true;
    if (Type === "Map" && MaxConcurrency !== 1) return true;
    return Object.values(value).some(search);
  };
  return search(JSON.parse(definitionText));
}
