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
  return { from, to: from + 86_400_000 };
}

/** The day that it is now at an offset from UTC. */
export function today(now: number, utcOffset: string): string {
  return new Date(now + Number(utcOffset.slice(0, 3)) * 3_600_000).toISOString().slice(0, 10);
}
