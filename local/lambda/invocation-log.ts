import { parseEmbeddedMetrics } from "../cloudwatch/embedded-metrics.ts";
import type { LogStore } from "../cloudwatch/log-store.ts";
import type { MetricStore } from "../cloudwatch/metric-store.ts";
import type { ExecutionEnvironment, RunOutcome } from "./execution-environment.ts";
import type { FunctionTarget } from "./function-registry.ts";

/** What an invocation's last lines tell of. */
export interface InvocationReport {
  readonly requestId: string;
  readonly outcome: RunOutcome;
  /** Of the cold start that came before; undefined when the environment was warm. */
  readonly initMs: number | undefined;
}

/** Writes what functions print, and AWS's own lines around it, to their log groups, and their embedded metrics to the metrics. */
export interface InvocationLog {
  /** Appends text to a function's log, one event a line. */
  write(target: FunctionTarget, logStreamName: string, text: string, requestId: string | undefined): void;
  start(target: FunctionTarget, environment: ExecutionEnvironment, requestId: string): void;
  report(target: FunctionTarget, environment: ExecutionEnvironment, report: InvocationReport): void;
  /** Keeps the end of what an invocation logs from now on. */
  keepTail(requestId: string): void;
  /** The last 4 KB of what an invocation has logged since {@link keepTail}; they are forgotten with the answer. */
  takeTail(requestId: string): string;
}

/** How much of a log Invoke returns with `LogType: Tail`: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const tailBytes = 4_096;

/** Makes the writer. */
export function createInvocationLog(logs: LogStore, metrics: MetricStore, now: () => number): InvocationLog {
  const tails = new Map<string, string>();

  const write: InvocationLog["write"] = ({ configuration }, logStreamName, text, requestId) => {
    const tail = requestId === undefined ? undefined : tails.get(requestId);
    if (requestId !== undefined && tail !== undefined) tails.set(requestId, lastBytes(tail + text));
    for (const line of text.split("\n")) {
      if (line === "") continue;
      logs.append(configuration.logGroupName, logStreamName, now(), line);
      for (const datum of parseEmbeddedMetrics(line)) metrics.put(datum);
    }
  };
  return {
    write,
    start: (target, { logStreamName }, requestId) =>
      write(target, logStreamName, `START RequestId: ${requestId} Version: ${target.version}\n`, requestId),
    report(target, environment, { requestId, outcome, initMs }) {
      const megabytes = Math.ceil(environment.maximumMemoryBytes() / 1_048_576);
      const parts = [
        `REPORT RequestId: ${requestId}`,
        `Duration: ${outcome.durationMs.toFixed(2)} ms`,
        `Billed Duration: ${Math.ceil(outcome.durationMs)} ms`,
        `Memory Size: ${target.configuration.memoryMegabytes} MB`,
        `Max Memory Used: ${megabytes} MB`,
        ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
        ...statusOf(outcome),
      ];
      write(target, environment.logStreamName, `END RequestId: ${requestId}\n${parts.join("\t")}\n`, requestId);
    },
    keepTail: (requestId) => void tails.set(requestId, ""),
    takeTail(requestId) {
      const tail = tails.get(requestId) ?? "";
      tails.delete(requestId);
      return tail;
    },
  };
}

/** What the environment, and not the code in it, ended an invocation with; a handler's own error leaves no trace in the report. */
function statusOf(outcome: RunOutcome): readonly string[] {
  if (outcome.ok) return [];
  const { errorType } = outcome.error;
  if (errorType === "Sandbox.Timedout") return ["Status: timeout"];
  return errorType.startsWith("Runtime.") ? ["Status: error", `Error Type: ${errorType}`] : [];
}

function lastBytes(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.byteLength <= tailBytes ? text : bytes.subarray(bytes.byteLength - tailBytes).toString("utf8");
}
