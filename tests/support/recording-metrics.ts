import type { StepMetrics } from "../../runtime/step.ts";

/** Notes metrics instead of printing them. */
export function recordingMetrics(): StepMetrics & {
  dimensions: Record<string, string>;
  values: Record<string, number[]>;
} {
  const dimensions: Record<string, string> = {};
  const values: Record<string, number[]> = {};
  return {
    dimensions,
    values,
    addDimensions: (added: Record<string, string>) => void Object.assign(dimensions, added),
    addMetadata: () => {},
    addMetric: (name: string, _unit: string, value: number) => {
      values[name] = [...(values[name] ?? []), value];
    },
  };
}
