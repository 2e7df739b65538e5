import type { Limits } from "../limits.ts";
import type { Execution } from "./execution.ts";

const dayMs = 86_400_000;
/** How long after its end an execution can be redriven. */
const redrivablePeriodMs = 14 * dayMs;
/** How long after its start an execution may run at all. */
const longestMs = 365 * dayMs;

/** Whether an execution can be redriven, in AWS's words. */
export interface RedriveStatus {
  readonly status: "REDRIVABLE" | "NOT_REDRIVABLE" | "REDRIVABLE_BY_MAP_RUN";
  /** Why it cannot; undefined when it can. */
  readonly reason: string | undefined;
}

/**
 * Whether a Standard execution can be redriven at this moment.
 * https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html#redrive-eligibility
 */
export function redriveStatus(execution: Execution, now: number, limits: Limits): RedriveStatus {
  const reason = reasonAgainst(execution, now, limits);
  if (reason !== undefined) return { status: "NOT_REDRIVABLE", reason };
  return { status: execution.mapRun ? "REDRIVABLE_BY_MAP_RUN" : "REDRIVABLE", reason };
}

function reasonAgainst(execution: Execution, now: number, { historyEvents }: Limits): string | undefined {
  const { status, startedAt, endedAt = now, history } = execution;
  if (status === "RUNNING" || status === "SUCCEEDED") return `Execution is ${status} and cannot be redriven`;
  // ExecutionRedriven and one more event must find room.
  if (history.length >= historyEvents - 1) return "Execution history event limit exceeded";
  if (now - startedAt > longestMs) return "Execution has exceeded the max execution time";
  if (now - endedAt > redrivablePeriodMs) return "Execution redrivable period exceeded";
  return undefined;
}
