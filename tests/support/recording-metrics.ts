import type { Measurement } from "../../domain/metrics/catalogue.ts";
import type { LineContext } from "../../runtime/metric-lines.ts";
import type { StepMetrics, StepTools } from "../../runtime/step.ts";

/** Notes measurements instead of printing them, in the order in which they came. */
export function recordingMetrics() {
  const measurements: Measurement[] = [];
  const lines: LineContext[] = [];
  const metrics: StepMetrics = {
    add: (measurement) => void measurements.push(measurement),
    print: (printed, line) => {
      measurements.push(...printed);
      lines.push(line);
    },
  };
  return {
    ...metrics,
    measurements,
    /** What stood in each printed line beside its metrics. */
    lines,
    /** The values of each metric. */
    get values(): Record<string, number[]> {
      const byName = Object.groupBy(measurements, ({ metric }) => metric);
      return Object.fromEntries(Object.entries(byName).map(([name, all]) => [name, all.map(({ value }) => value)]));
    },
  };
}

/** The tools of an invocation that has time enough. */
export function toolsWith(metrics: StepMetrics): Pick<StepTools, "metrics" | "remainingMs" | "requestId"> {
  return { metrics, remainingMs: () => 8_000, requestId: "request-1" };
}
