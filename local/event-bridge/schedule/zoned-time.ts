/** A day of a calendar. */
export interface CalendarDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

/** The calendar and clock of a time zone. */
export interface ZonedTime {
  /** The day that it is there at an instant, in milliseconds since the epoch. */
  dayAt(instant: number): CalendarDay;
  /**
   * The instant of a minute of a day there. A minute that comes twice, when clocks are set back, is its first one; one that is skipped,
   * when they are set forward, has none.
   */
  instantOf(day: CalendarDay, hour: number, minute: number): number | undefined;
}

const dayMs = 86_400_000;

/** UTC, the time zone of EventBridge's rules. */
export const utc: ZonedTime = zonedTimeOf(() => 0);

/** Makes the clock of an IANA time zone such as `Asia/Seoul`; `undefined` when there is no such zone. */
export function zonedTime(timeZone: string): ZonedTime | undefined {
  if (timeZone === "UTC") return utc;
  const format = formatOf(timeZone);
  if (!format) return undefined;
  const offsets = new Map<number, number>();
  return zonedTimeOf((instant) => {
    // Zones change their offset at full quarters of an hour.
    const quarter = Math.floor(instant / 900_000);
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    if (offsets.size > 1_000) offsets.clear();
    const offset = offsetAt(format, instant);
    offsets.set(quarter, offset);
    return offset;
  });
}

function zonedTimeOf(offsetOf: (instant: number) => number): ZonedTime {
  return {
    dayAt(instant) {
      const date = new Date(instant + offsetOf(instant));
      return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
    },
    instantOf({ year, month, day }, hour, minute) {
      const wall = Date.UTC(year, month - 1, day, hour, minute);
      // The offsets a day before and a day after are the only ones that can hold around a change.
      const candidates = [offsetOf(wall - dayMs), offsetOf(wall + dayMs)]
        .map((offset) => wall - offset)
        .filter((instant) => instant + offsetOf(instant) === wall);
      return candidates.length === 0 ? undefined : Math.min(...candidates);
    },
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  } catch {
    return undefined; // RangeError: no such time zone.
  }
}

/** Milliseconds that the zone is ahead of UTC. */
function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
  const name = format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign = "+", hours = "0", minutes = "0", seconds = "0"] =
    /^GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1_000);
}
