import { z } from "zod";
import { type MachineEvent, type MachineRun, statesOf } from "./machine-run.ts";

/** A line of a machine's log as Step Functions writes it; numbers are text there (https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html). */
const LogLine = z.object({
  id: z.coerce.number(),
  previous_event_id: z.coerce.number(),
  event_timestamp: z.coerce.number(),
  type: z.string(),
  execution_arn: z.string(),
  details: z.object({ name: z.string().nullish(), state: z.string().nullish(), error: z.string().nullish() }).nullish(),
});

const endings: Readonly<Record<string, string>> = {
  ExecutionSucceeded: "SUCCEEDED",
  ExecutionFailed: "FAILED",
  ExecutionTimedOut: "TIMED_OUT",
  ExecutionAborted: "ABORTED",
};

/**
 * The executions that a machine's log tells of, in the order of their beginnings. An Express machine keeps no other history.
 * Lines that are no events are left out.
 */
export function runsInLog(lines: readonly string[]): MachineRun[] {
  const events = lines.flatMap((line) => {
    const parsed = LogLine.safeParse(parseJson(line));
    return parsed.success ? [parsed.data] : [];
  });
  const byExecution = Map.groupBy(events, (event) => event.execution_arn);
  return [...byExecution]
    .map(([arn, own]) => runOf(arn, own.map(machineEvent)))
    .sort((a, b) => a.startedAt - b.startedAt);
}

function runOf(arn: string, events: readonly MachineEvent[]): MachineRun {
  const end = events.find(({ type }) => type in endings);
  return {
    // arn:aws:states:<region>:<account>:express:<machine>:<name>:<id that Step Functions adds>
    name: arn.split(":")[7] ?? arn,
    status: (end && endings[end.type]) ?? "UNKNOWN",
    startedAt: Math.min(...events.map(({ at }) => at)),
    ...(end && { endedAt: end.at }),
    ...(end?.error !== undefined && { error: end.error }),
    states: statesOf(events),
  };
}

function machineEvent(line: z.infer<typeof LogLine>): MachineEvent {
  const { error } = line.details ?? {};
  // Events of entering and leaving call it `name`, a failed expression `state`.
  const name = line.details?.name ?? line.details?.state;
  return {
    id: line.id,
    previousId: line.previous_event_id,
    at: line.event_timestamp,
    type: line.type,
    ...(typeof name === "string" && { name }),
    ...(typeof error === "string" && { error }),
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // Not an event of an execution.
  }
}
