const dayMs = 86_400_000;

/** Epoch milliseconds, the end excluded. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/**
 * A calendar day at an offset from UTC, e.g. `2026-03-02` at `+09:00`.
 * @throws Error that says how a day is written
 */
export function dayAt(day: string, utcOffset: string): TimeRange {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new Error(`"${day}" is no day; write it as 2026-03-02.`);
  if (!/^[+-]\d\d:00$/.test(utcOffset))
    throw new Error(`"${utcOffset}" is no offset of whole hours; write it as +09:00.`);
  const from = Date.parse(`${day}T00:00:00${utcOffset}`);
  if (Number.isNaN(from)) throw new Error(`"${day}" is not in the calendar.`);
  return { from, to: from + dayMs };
}

/** The day that it is now at an offset from UTC. */
export function today(now: number, utcOffset: string): string {
  return new Date(now + hoursOf(utcOffset) * 3_600_000).toISOString().slice(0, 10);
}

/** The hours of an offset from UTC: 9 for `+09:00`. */
export function hoursOf(utcOffset: string): number {
  return Number(utcOffset.slice(0, 3));
}

/**
 * From the first day, else so many days before the end, to the end of the last day, else of today.
 * @throws Error as {@link dayAt} does, and when the range ends before it begins
 */
export function daysBetween(
  { since, until }: { readonly since?: string | undefined; readonly until?: string | undefined },
  utcOffset: string,
  days: number,
): TimeRange {
  const { to } = dayAt(until ?? today(Date.now(), utcOffset), utcOffset);
  const from = since === undefined ? to - days * dayMs : dayAt(since, utcOffset).from;
  if (from >= to) throw new Error("--since must not lie behind --until");
  return { from, to };
}
