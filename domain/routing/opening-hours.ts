import { z } from "zod";
import { type CalendarDay, koreanHolidays } from "./korean-holidays.ts";

const Span = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'opening hours are written like "09:00-18:00"')
  .transform((text) => {
    const [from = "", to = ""] = text.split("-");
    return { from: minutesOf(from), to: minutesOf(to) };
  })
  .refine(({ from, to }) => from < to, "opening hours must end after they begin; split them at midnight");

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

/**
 * When agents are there, as configured in `data/opening-hours.json`: spans of the local time by weekday. `exceptions` names days that differ (an
 * election day, a company outing, a Saturday with agents) and wins over both the weekday and the public holidays.
 */
export const OpeningHours = z.strictObject({
  /** IANA name, e.g. `Asia/Seoul`. */
  timeZone: z.string().min(1),
  weekly: z.record(z.enum(weekdays), z.array(Span)),
  /** Closed on the public holidays of Korea. */
  koreanHolidays: z.boolean(),
  exceptions: z.record(z.iso.date(), z.array(Span)),
});
export type OpeningHours = z.infer<typeof OpeningHours>;

/** How far ahead the next opening is looked for. */
const horizonDays = 31;
const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Whether agents are there at an instant (epoch milliseconds). */
export function isOpen(hours: OpeningHours, at: number): boolean {
  const { day, minute } = localTime(hours.timeZone, at);
  return spansOf(hours, day).some(({ from, to }) => minute >= from && minute < to);
}

/**
 * The instant (epoch milliseconds) from which agents are there: `at` itself while they are, else the next opening.
 * @throws RangeError when there is no opening within a month: the configuration closes the centre for good
 */
export function nextOpening(hours: OpeningHours, at: number): number {
  if (isOpen(hours, at)) return at;
  const { day: today, minute: now } = localTime(hours.timeZone, at);
  for (let days = 0; days <= horizonDays; days += 1) {
    const day = new Date(Date.parse(today) + days * dayMs).toISOString().slice(0, 10);
    const starts = spansOf(hours, day).map(({ from }) => from);
    const next = Math.min(...(days === 0 ? starts.filter((from) => from > now) : starts));
    if (Number.isFinite(next)) return instantOf(hours.timeZone, day, next);
  }
  throw new RangeError(`no opening within ${horizonDays} days: correct weekly and exceptions in the opening hours`);
}

function spansOf(hours: OpeningHours, day: CalendarDay): readonly { readonly from: number; readonly to: number }[] {
  const exception = hours.exceptions[day];
  if (exception) return exception;
  if (hours.koreanHolidays && koreanHolidays(Number(day.slice(0, 4))).has(day)) return [];
  return hours.weekly[weekdays[new Date(day).getUTCDay()] ?? "sun"] ?? [];
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day and the minute of the day that a clock on the wall shows. */
export function localTime(timeZone: string, at: number): { day: CalendarDay; minute: number } {
  let format = formats.get(timeZone);
  if (!format) {
    const fields = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
    format = new Intl.DateTimeFormat("en-CA", { timeZone, hourCycle: "h23", ...fields });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const day = `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
  return { day, minute: minutesOf(`${parts.get("hour")}:${parts.get("minute")}`) };
}

/** The instant at which the clock on the wall shows that minute of that day; twice, as the zone's distance from UTC changes with summer time. */
export function instantOf(timeZone: string, day: CalendarDay, minute: number): number {
  const wall = Date.parse(day) + minute * minuteMs;
  const distance = (at: number) => {
    const local = localTime(timeZone, at);
    return Date.parse(local.day) + local.minute * minuteMs - at;
  };
  return wall - distance(wall - distance(wall));
}

function minutesOf(clock: string): number {
  const [hours = "0", minutes = "0"] = clock.split(":");
  return Number(hours) * 60 + Number(minutes);
}
