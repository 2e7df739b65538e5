import type { MetricStore } from "../cloudwatch/metric-store.ts";
import type { RunOutcome } from "./execution-environment.ts";

/** What a function has done since the stack started. */
export interface FunctionStatistics {
  readonly invocations: number;
  readonly errors: number;
  readonly timeouts: number;
  readonly throttles: number;
  readonly coldStarts: number;
  /** Sums, in milliseconds. */
  readonly durationMs: number;
  readonly initMs: number;
}

const nothing: FunctionStatistics = {
  invocations: 0,
  errors: 0,
  timeouts: 0,
  throttles: 0,
  coldStarts: 0,
  durationMs: 0,
  initMs: 0,
};

/**
 * Counts what functions do, for the display, and as the metrics Invocations, Errors, Duration and Throttles that AWS Lambda publishes
 * (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html).
 */
export function createFunctionStatistics(metrics: MetricStore, now: () => number) {
  const counts = new Map<string, FunctionStatistics>();
  const publish = (functionName: string, name: string, unit: string, value: number) =>
    metrics.put({
      namespace: "AWS/Lambda",
      name,
      dimensions: { FunctionName: functionName },
      unit,
      timestamp: now(),
      value,
    });
  return {
    ran(functionName: string, outcome: RunOutcome, initMs: number | undefined): void {
      const before = counts.get(functionName) ?? nothing;
      const isTimeout = !outcome.ok && outcome.error.errorType === "Sandbox.Timedout";
      counts.set(functionName, {
        ...before,
        invocations: before.invocations + 1,
        errors: before.errors + (outcome.ok ? 0 : 1),
        timeouts: before.timeouts + (isTimeout ? 1 : 0),
        coldStarts: before.coldStarts + (initMs === undefined ? 0 : 1),
        durationMs: before.durationMs + outcome.durationMs,
        initMs: before.initMs + (initMs ?? 0),
      });
      publish(functionName, "Invocations", "Count", 1);
      publish(functionName, "Errors", "Count", outcome.ok ? 0 : 1);
      publish(functionName, "Duration", "Milliseconds", outcome.durationMs);
    },
    throttled(functionName: string): void {
      const before = counts.get(functionName) ?? nothing;
      counts.set(functionName, { ...before, throttles: before.throttles + 1 });
      publish(functionName, "Throttles", "Count", 1);
    },
    read: (): Readonly<Record<string, FunctionStatistics>> => Object.fromEntries(counts),
  };
}
