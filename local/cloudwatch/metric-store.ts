/** One value of a metric. */
export interface MetricDatum {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** CloudWatch unit, e.g. `Count`, `Milliseconds`, `None`. */
  readonly unit: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly value: number;
}

/** A metric as CloudWatch tells metrics apart: by namespace, name and the exact set of dimensions. */
export type MetricIdentity = Pick<MetricDatum, "namespace" | "name" | "dimensions">;

/** The metrics of the local stack, each value kept as it came. */
export interface MetricStore {
  put(datum: MetricDatum): void;
  /** Every metric that has a value, in the order of their first values. */
  list(): readonly MetricIdentity[];
  /** The values of one metric with `from <= timestamp < to`; all of them when the bounds are left out. */
  values(metric: MetricIdentity, from?: number, to?: number): readonly MetricDatum[];
}

/** Values kept of one metric; the oldest go first. */
const valuesPerMetric = 100_000;

/** Makes an empty store. Memory is bounded for each metric, not for their number. */
export function createMetricStore(): MetricStore {
  const metrics = new Map<string, { identity: MetricIdentity; data: MetricDatum[] }>();
  return {
    put(datum) {
      const key = keyOf(datum);
      const metric = metrics.get(key) ?? {
        identity: { namespace: datum.namespace, name: datum.name, dimensions: datum.dimensions },
        data: [],
      };
      metrics.set(key, metric);
      metric.data.push(datum);
      if (metric.data.length > valuesPerMetric) metric.data.splice(0, valuesPerMetric / 10);
    },
    list: () => [...metrics.values()].map(({ identity }) => identity),
    values: (metric, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY) =>
      (metrics.get(keyOf(metric))?.data ?? []).filter(({ timestamp }) => timestamp >= from && timestamp < to),
  };
}

function keyOf({ namespace, name, dimensions }: MetricIdentity): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
