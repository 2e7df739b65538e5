import { definitionOf, isMetricName, type Measurement } from "../../../domain/metrics/catalogue.ts";

/** How often a metric was measured under one set of dimensions, and what its values come to. */
export interface Tally {
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly count: number;
  readonly sum: number;
}

/** Tallies by {@link tallyKey}. */
export type Tallies = ReadonlyMap<string, Tally>;

/** Tells series apart as CloudWatch does: by name and the exact set of dimensions. */
export function tallyKey(metric: string, dimensions: Readonly<Record<string, string>>): string {
  return JSON.stringify([metric, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/** Counts measurements under every set of dimensions that the catalogue has for their metrics, as CloudWatch does with a printed line. */
export function tallyMeasurements(measurements: readonly Measurement[]): Tallies {
  const tallies = new Map<string, Tally>();
  for (const { metric, value, dimensions: all } of measurements) {
    if (!isMetricName(metric)) continue;
    for (const set of definitionOf(metric).dimensionSets) {
      const given = Object.entries(all).filter(([name]) => set.some((wanted) => wanted === name));
      const dimensions = Object.fromEntries(given);
      const key = tallyKey(metric, dimensions);
      const { count = 0, sum = 0 } = tallies.get(key) ?? {};
      tallies.set(key, { metric, dimensions, count: count + 1, sum: sum + value });
    }
  }
  return tallies;
}

/** One series in both accounts. */
export interface Comparison {
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly ledger: { readonly count: number; readonly sum: number };
  readonly metrics: { readonly count: number; readonly sum: number };
  readonly isEqual: boolean;
}

const nothing = { count: 0, sum: 0 };

/** Puts two accounts side by side, series by series, in the order of their names. Sums are compared to a millionth of their size: they are added up in any order. */
export function compareTallies(ledger: Tallies, metrics: Tallies): readonly Comparison[] {
  const keys = [...new Set([...ledger.keys(), ...metrics.keys()])].sort();
  return keys.flatMap((key) => {
    const [here, there] = [ledger.get(key), metrics.get(key)];
    const series = here ?? there;
    if (!series) return [];
    const [a, b] = [here ?? nothing, there ?? nothing];
    const isEqual = a.count === b.count && Math.abs(a.sum - b.sum) <= 1e-6 * Math.max(1, Math.abs(a.sum));
    const { metric, dimensions } = series;
    return [{ metric, dimensions, ledger: count(a), metrics: count(b), isEqual }];
  });
}

function count(tally: { readonly count: number; readonly sum: number }) {
  return { count: tally.count, sum: tally.sum };
}
