import { type CronRange, parseCronField, parseCronValue } from "./cron-field.ts";
import type { CalendarDay } from "./zoned-time.ts";

/** Tells whether a day belongs to a schedule, whatever its month and year. */
export type DayRule = (day: CalendarDay) => boolean;

const daysOfMonth: CronRange = { least: 1, most: 31 };
const daysOfWeek: CronRange = { least: 1, most: 7, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] };

/** How many days the month of a day has. */
export function daysIn({ year, month }: Pick<CalendarDay, "year" | "month">): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** 1, Sunday, to 7, Saturday. */
export function weekdayOf({ year, month, day }: CalendarDay): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

/** Days of the month: numbers, `L` for the last one, `15W` for the weekday nearest to the 15th, `LW` for the last weekday. */
export function parseDayOfMonth(text: string): DayRule | undefined {
  return anyOf(text, (part) => {
    if (part === "L") return (day) => day.day === daysIn(day);
    if (part === "LW") return (day) => day.day === nearestWeekday(day, daysIn(day));
    if (part.endsWith("W")) {
      const wanted = parseCronValue(part.slice(0, -1), daysOfMonth);
      return wanted === undefined ? undefined : (day) => day.day === nearestWeekday(day, Math.min(wanted, daysIn(day)));
    }
    const days = parseCronField(part, daysOfMonth);
    return days && ((day) => days.has(day.day));
  });
}

/** Days of the week: numbers from 1, Sunday, or names; `L` for Saturday, `6L` for the month's last Friday, `3#2` for its second Tuesday. */
export function parseDayOfWeek(text: string): DayRule | undefined {
  // Only one `#` may stand in the field.
  if (text.includes("#") && text.includes(",")) return undefined;
  return anyOf(text, (part) => {
    if (part === "L") return (day) => weekdayOf(day) === 7;
    if (part.endsWith("L")) {
      const wanted = parseCronValue(part.slice(0, -1), daysOfWeek);
      return wanted === undefined ? undefined : (day) => weekdayOf(day) === wanted && day.day > daysIn(day) - 7;
    }
    if (part.includes("#")) {
      const [weekday = "", turn = ""] = part.split("#");
      const wanted = parseCronValue(weekday, daysOfWeek);
      if (wanted === undefined || !/^[1-5]$/.test(turn)) return undefined;
      return (day) => weekdayOf(day) === wanted && Math.ceil(day.day / 7) === Number(turn);
    }
    const weekdays = parseCronField(part, daysOfWeek);
    return weekdays && ((day) => weekdays.has(weekdayOf(day)));
  });
}

function anyOf(text: string, parse: (part: string) => DayRule | undefined): DayRule | undefined {
  const rules: DayRule[] = [];
  for (const part of text.toUpperCase().split(",")) {
    const rule = parse(part);
    if (!rule) return undefined;
    rules.push(rule);
  }
  return (day) => rules.some((rule) => rule(day));
}

/** The day from Monday to Friday that is nearest to a day and in the same month. */
function nearestWeekday(month: CalendarDay, wanted: number): number {
  const weekday = weekdayOf({ ...month, day: wanted });
  if (weekday === 7) return wanted === 1 ? 3 : wanted - 1;
  if (weekday === 1) return wanted === daysIn(month) ? wanted - 2 : wanted + 1;
  return wanted;
}
