/** Periods in a row: `count` of them from `startMs`, each `periodMs` long. Times are milliseconds since the epoch. */
export interface TimeGrid {
  readonly startMs: number;
  readonly periodMs: number;
  readonly count: number;
}

/** One value for each period of a grid, oldest first; `undefined` where there is none. */
export interface TimeSeries {
  readonly grid: TimeGrid;
  readonly values: readonly (number | undefined)[];
}

/** When each period begins. */
export function periodStarts({ startMs, periodMs, count }: TimeGrid): readonly number[] {
  return Array.from({ length: count }, (_, index) => startMs + index * periodMs);
}

/** The periods that touch a range, aligned to the epoch, as GetMetricData aligns them. */
export function alignedGrid(fromMs: number, toMs: number, periodMs: number): TimeGrid {
  const startMs = Math.floor(fromMs / periodMs) * periodMs;
  return { startMs, periodMs, count: Math.max(0, Math.ceil((toMs - startMs) / periodMs)) };
}

/** The newest `count` whole periods that end at the last full minute: how alarms look back, whatever the period's own alignment. */
export function trailingGrid(nowMs: number, periodMs: number, count: number): TimeGrid {
  const endMs = Math.floor(nowMs / 60_000) * 60_000;
  return { startMs: endMs - count * periodMs, periodMs, count };
}
