import { daysIn, parseDayOfMonth, parseDayOfWeek } from "./cron-days.ts";
import { parseCronField } from "./cron-field.ts";
import type { Schedule } from "./schedule.ts";
import type { ZonedTime } from "./zoned-time.ts";

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/**
 * Parses the six fields `minutes hours day-of-month month day-of-week year` of a cron expression. Exactly one of the two fields of days is `?`.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html#eb-cron-expressions and, for changes of the
 * clock, https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @returns `undefined` when it is not valid
 */
export function parseCron(text: string, zone: ZonedTime): Schedule | undefined {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6) return undefined;
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = fields;
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) return undefined;
  const minutes = parseCronField(minute, { least: 0, most: 59 });
  const hours = parseCronField(hour, { least: 0, most: 23 });
  const isDay = dayOfMonth === "?" ? parseDayOfWeek(dayOfWeek) : parseDayOfMonth(dayOfMonth);
  const monthsOfYear = parseCronField(month, { least: 1, most: 12, names: months });
  const years = parseCronField(year, { least: 1970, most: 2199 });
  if (!minutes || !hours || !isDay || !monthsOfYear || !years) return undefined;
  const sorted = (values: ReadonlySet<number>) => [...values].sort((a, b) => a - b);
  const [sortedYears, sortedMonths, sortedHours, sortedMinutes] = [years, monthsOfYear, hours, minutes].map(sorted);

  const days = function* (from: { readonly year: number; readonly month: number; readonly day: number }) {
    for (const year of sortedYears ?? []) {
      if (year < from.year) continue;
      for (const month of sortedMonths ?? []) {
        if (year === from.year && month < from.month) continue;
        const isFirst = year === from.year && month === from.month;
        for (let day = isFirst ? from.day : 1; day <= daysIn({ year, month }); day += 1)
          if (isDay({ year, month, day })) yield { year, month, day };
      }
    }
  };
  return (after) => {
    for (const day of days(zone.dayAt(after))) {
      for (const hour of sortedHours ?? []) {
        for (const minute of sortedMinutes ?? []) {
          const instant = zone.instantOf(day, hour, minute);
          if (instant !== undefined && instant > after) return instant;
        }
      }
    }
    return Number.POSITIVE_INFINITY;
  };
}
