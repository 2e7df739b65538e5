/** Tells when a schedule fires next. */
export type Schedule = (afterMs: number) => number;

const units: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** How many days ahead a cron expression is searched for its next time. */
const horizonDays = 1_500;

/**
 * Parses `rate(5 minutes)` or `cron(minutes hours day-of-month month day-of-week year)`, in UTC.
 * The signs L, W and # are not known.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 * @returns `undefined` for an expression that the local stack does not know
 */
export function parseSchedule(expression: string): Schedule | undefined {
  const [, amount, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const length = Number(amount) * (units[unit ?? ""] ?? Number.NaN);
  if (length > 0) return (afterMs) => afterMs + length;
  const [, fields] = /^cron\((.+)\)$/.exec(expression) ?? [];
  return fields === undefined ? undefined : parseCron(fields.trim().split(/\s+/));
}

function parseCron(fields: readonly string[]): Schedule | undefined {
  if (fields.length !== 6) return undefined;
  const [minutes, hours, daysOfMonth, monthsOfYear, daysOfWeek, years] = [
    parseField(fields[0], 0, 59),
    parseField(fields[1], 0, 23),
    parseField(fields[2], 1, 31),
    parseField(fields[3], 1, 12, months, 1),
    parseField(fields[4], 1, 7, days, 1),
    parseField(fields[5], 1_970, 2_199),
  ];
  if (!minutes || !hours || !daysOfMonth || !monthsOfYear || !daysOfWeek || !years) return undefined;
  const isDay = (day: Date) =>
    years.has(day.getUTCFullYear()) &&
    monthsOfYear.has(day.getUTCMonth() + 1) &&
    daysOfMonth.has(day.getUTCDate()) &&
    daysOfWeek.has(day.getUTCDay() + 1);
  return (afterMs) => {
    const midnight = Math.floor(afterMs / 86_400_000) * 86_400_000;
    for (let index = 0; index < horizonDays; index += 1) {
      const day = midnight + index * 86_400_000;
      if (!isDay(new Date(day))) continue;
      const times = [...hours].flatMap((hour) =>
        [...minutes].map((minute) => day + hour * 3_600_000 + minute * 60_000),
      );
      const next = times.sort((a, b) => a - b).find((time) => time > afterMs);
      if (next !== undefined) return next;
    }
    return Number.POSITIVE_INFINITY;
  };
}

function parseField(
  text = "",
  least = 0,
  most = 0,
  names: readonly string[] = [],
  firstName = 0,
): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  const numberOf = (part: string) =>
    names.includes(part) ? names.indexOf(part) + firstName : /^\d+$/.test(part) ? Number(part) : Number.NaN;
  for (const part of text.toUpperCase().split(",")) {
    const [range = "", step = "1"] = part.split("/");
    const [from = "", to] = range.split("-");
    const isAny = range === "*" || range === "?";
    const first = isAny ? least : numberOf(from);
    const last = isAny ? most : to === undefined ? (part.includes("/") ? most : first) : numberOf(to);
    if (!(first >= least && last <= most && first <= last && /^[1-9]\d*$/.test(step))) return undefined;
    for (let value = first; value <= last; value += Number(step)) values.add(value);
  }
  return values;
}
