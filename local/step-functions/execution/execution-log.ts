import type { Execution } from "./execution.ts";
import type { EventDetails, RecordedEvent } from "./history.ts";

/** One line of an execution's log as CloudWatch Logs shows it: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */
export interface ExecutionLogEntry {
  readonly id: string;
  readonly type: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly redrive_count: string;
  readonly previous_event_id: string;
  /** Milliseconds since the epoch, as text. */
  readonly event_timestamp: string;
  readonly execution_arn: string;
}

const fatal = new Set(["ExecutionFailed", "ExecutionAborted", "ExecutionTimedOut"]);

/** What holds users' data and is logged only with `includeExecutionData`. */
const data = new Set([
  "input",
  "output",
  "parameters",
  "assignedVariables",
  "inputDetails",
  "outputDetails",
  "assignedVariablesDetails",
]);

/** The log line of an event, or undefined when the machine's logging level leaves it out. */
export function logEntry(execution: Execution, event: RecordedEvent): ExecutionLogEntry | undefined {
  const { level, includeExecutionData } = execution.machine.loggingConfiguration;
  const isError = /(Failed|Aborted|TimedOut)$/.test(event.type);
  if (level === "OFF" || (level === "ERROR" && !isError) || (level === "FATAL" && !fatal.has(event.type)))
    return undefined;
  return {
    id: String(event.id),
    type: event.type,
    details: includeExecutionData ? flat(event.details) : withoutData(event.details),
    redrive_count: "0",
    previous_event_id: String(event.previousEventId),
    event_timestamp: String(event.timestamp),
    execution_arn: execution.arn,
  };
}

/** An event's details without what users' data is in. */
export function withoutExecutionData(details: EventDetails): EventDetails {
  return Object.fromEntries(Object.entries(details).map(([name, fields]) => [name, withoutData({ [name]: fields })]));
}

function withoutData(details: EventDetails): Record<string, unknown> {
  return Object.fromEntries(Object.entries(flat(details)).filter(([name]) => !data.has(name)));
}

function flat(details: EventDetails): Record<string, unknown> {
  return Object.assign({}, ...Object.values(details));
}
