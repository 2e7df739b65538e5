/**
 * One statistic over the values of a period. `values` must not be empty.
 * Known: SampleCount, Sum, Average, Minimum, Maximum and percentiles `p0` … `p100` with up to ten decimals. A percentile interpolates linearly
 * between the two nearest ranks; AWS does not publish its own way.
 * @returns `undefined` for a statistic that the local stack does not know
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function metricStatistic(statistic: string, values: readonly number[]): number | undefined {
  const sum = values.reduce((total, value) => total + value, 0);
  switch (statistic) {
    case "SampleCount":
      return values.length;
    case "Sum":
      return sum;
    case "Average":
      return sum / values.length;
    case "Minimum":
      return values.reduce((least, value) => Math.min(least, value));
    case "Maximum":
      return values.reduce((most, value) => Math.max(most, value));
    default: {
      const [, digits] = /^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(statistic) ?? [];
      const percentile = Number(digits);
      return digits === undefined || percentile > 100 ? undefined : percentileOf(values, percentile);
    }
  }
}

function percentileOf(values: readonly number[], percentile: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (percentile / 100) * (sorted.length - 1);
  const below = sorted[Math.floor(rank)] ?? 0;
  const above = sorted[Math.ceil(rank)] ?? below;
  return below + (above - below) * (rank - Math.floor(rank));
}
