/** What one engine did on a set. */
export interface IntentMeasurement {
  readonly engine: string;
  /** Shares of the test texts that were labelled rightly, 0 to 1: as they are, and with one character in five misheard. */
  readonly accuracy: number;
  readonly noisyAccuracy: number;
  readonly trainSeconds: number;
  readonly loadMs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly modelBytes: number;
}

/** The value that a share of all values does not exceed; 0 for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0;
}
