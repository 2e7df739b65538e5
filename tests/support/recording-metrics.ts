/** Notes metrics instead of printing them. */
export function recordingMetrics() {
  const dimensions: Record<string, string> = {};
  const values: Record<string, number[]> = {};
  return {
    dimensions,
    values,
    addDimensions: (added: Record<string, string>) => void Object.assign(dimensions, added),
    addMetric: (name: string, _unit: string, value: number) => {
      values[name] = [...(values[name] ?? []), value];
    },
  };
}
