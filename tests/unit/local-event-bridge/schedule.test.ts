import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parseCron } from "../../../local/event-bridge/schedule/cron.ts";
import { parseRuleSchedule } from "../../../local/event-bridge/schedule/rule-schedule.ts";
import { parseSchedulerExpression } from "../../../local/event-bridge/schedule/scheduler-expression.ts";
import { utc, zonedTime } from "../../../local/event-bridge/schedule/zoned-time.ts";

const iso = (instant: number | undefined) =>
  instant === undefined || !Number.isFinite(instant) ? "never" : new Date(instant).toISOString();
const next = (expression: string, after: string) => iso(parseRuleSchedule(expression)?.(Date.parse(after)));

describe("schedules of rules", () => {
  it.each([
    ["rate(5 minutes)", "2026-01-01T00:00:00Z", "2026-01-01T00:05:00.000Z"],
    ["rate(1 day)", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00.000Z"],
    ["cron(0 15 * * ? *)", "2026-01-01T15:00:00Z", "2026-01-02T15:00:00.000Z"],
    ["cron(0/20 8-9 ? * MON-FRI *)", "2026-01-02T09:40:00Z", "2026-01-05T08:00:00.000Z"],
    ["cron(30 0 1 JAN,JUL ? *)", "2026-01-01T00:30:00Z", "2026-07-01T00:30:00.000Z"],
    ["cron(0 0 29 2 ? *)", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00.000Z"],
    ["cron(*/15 * ? * sat *)", "2026-01-02T23:50:00Z", "2026-01-03T00:00:00.000Z"],
    ["cron(0 18 L * ? *)", "2026-02-01T00:00:00Z", "2026-02-28T18:00:00.000Z"],
    ["cron(0 18 LW * ? *)", "2026-02-01T00:00:00Z", "2026-02-27T18:00:00.000Z"],
    ["cron(0 9 1W * ? *)", "2026-08-01T00:00:00Z", "2026-08-03T09:00:00.000Z"],
    ["cron(0 9 15W * ? *)", "2026-08-01T00:00:00Z", "2026-08-14T09:00:00.000Z"],
    ["cron(0 9 31W * ? *)", "2026-02-01T00:00:00Z", "2026-02-27T09:00:00.000Z"],
    ["cron(15 10 ? * 6L 2026-2027)", "2026-01-01T00:00:00Z", "2026-01-30T10:15:00.000Z"],
    ["cron(0 0 ? * L *)", "2026-01-01T00:00:00Z", "2026-01-03T00:00:00.000Z"],
    ["cron(0 8 ? * TUE#2 *)", "2026-01-01T00:00:00Z", "2026-01-13T08:00:00.000Z"],
    ["cron(0 8 ? * 3#5 *)", "2026-01-01T00:00:00Z", "2026-03-31T08:00:00.000Z"],
    ["cron(0 0 1 1 ? 2030/5)", "2031-01-01T00:00:00Z", "2035-01-01T00:00:00.000Z"],
    ["cron(0 0 30 2 ? *)", "2026-01-01T00:00:00Z", "never"],
    ["cron(0 0 1 1 ? 2020)", "2026-01-01T00:00:00Z", "never"],
  ])("%s after %s comes at %s", (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it.each([
    "rate(0 minutes)",
    "rate(5 weeks)",
    "rate(1 minutes)",
    "rate(2 hour)",
    "cron(0 0 * * ?)",
    "cron(99 0 * * ? *)",
    "cron(0 0 * * * *)",
    "cron(0 0 ? * ? *)",
    "cron(0 0 ? * 3#1,6#3 *)",
    "cron(0 0 ? * 3#6 *)",
    "cron(0 0 ? * FRI-MON *)",
    "cron(0/0 0 * * ? *)",
    "cron(? 0 * * ? *)",
    "cron(0 0 1 1 ? 1969)",
    "at(2026-01-01T00:00:00)",
  ])("%s is refused", (expression) => {
    expect(parseRuleSchedule(expression)).toBeUndefined();
  });

  it("come at exactly the minutes whose parts all belong to the expression", () => {
    const subset = (least: number, most: number) =>
      fc.uniqueArray(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: 3 });
    const fields = fc.record({
      minutes: subset(0, 59),
      hours: subset(0, 23),
      months: subset(1, 12),
      daysOfMonth: fc.option(subset(1, 31)),
      daysOfWeek: subset(1, 7),
    });
    const after = fc.integer({ min: Date.parse("2026-01-01T00:00:00Z"), max: Date.parse("2029-01-01T00:00:00Z") });
    fc.assert(
      fc.property(fields, after, ({ minutes, hours, months, daysOfMonth, daysOfWeek }, from) => {
        const days = daysOfMonth ? `${daysOfMonth} ${months} ?` : `? ${months} ${daysOfWeek}`;
        const found = parseCron(`${minutes} ${hours} ${days} *`, utc)?.(from) ?? Number.NaN;
        const belongs = (instant: number) => {
          const date = new Date(instant);
          return (
            minutes.includes(date.getUTCMinutes()) &&
            hours.includes(date.getUTCHours()) &&
            months.includes(date.getUTCMonth() + 1) &&
            (daysOfMonth ? daysOfMonth.includes(date.getUTCDate()) : daysOfWeek.includes(date.getUTCDay() + 1))
          );
        };
        // Hour by hour, for the minutes of an hour are few.
        const firstHour = Math.floor(from / 3_600_000) * 3_600_000;
        const lastHour = Math.min(found, from + 20 * 86_400_000);
        const missed: number[] = [];
        for (let hour = firstHour; hour <= lastHour; hour += 3_600_000)
          for (const minute of minutes) {
            const instant = hour + minute * 60_000;
            if (instant > from && instant < found && belongs(instant)) missed.push(instant);
          }
        expect({ missed, belongs: !Number.isFinite(found) || belongs(found) }).toEqual({ missed: [], belongs: true });
      }),
      { numRuns: 200 },
    );
  });
});

describe("schedules of the scheduler", () => {
  const createdAt = Date.parse("2026-01-02T12:00:00Z");
  const schedule = (expression: string, timeZone = "UTC", bounds: { startsAt?: number; endsAt?: number } = {}) => {
    const zone = zonedTime(timeZone);
    if (!zone) throw new Error(`No such zone: ${timeZone}`);
    return parseSchedulerExpression(expression, { zone, createdAt, ...bounds });
  };

  it("follow the clock of their time zone", () => {
    expect(iso(schedule("cron(0 9 ? * MON-FRI *)", "Asia/Seoul")?.(createdAt))).toBe("2026-01-05T00:00:00.000Z");
    expect(iso(schedule("at(2026-01-03T09:30:15)", "Asia/Seoul")?.(createdAt))).toBe("2026-01-03T00:30:15.000Z");
    expect(zonedTime("Asia/Nowhere")).toBeUndefined();
  });

  it("leave out a time that the clock skips, and come once at one that it shows twice", () => {
    const skipped = schedule("cron(30 2 * * ? *)", "America/New_York");
    expect(iso(skipped?.(Date.parse("2026-03-07T12:00:00Z")))).toBe("2026-03-09T06:30:00.000Z");
    const twice = schedule("cron(30 1 * * ? *)", "America/New_York");
    expect(iso(twice?.(Date.parse("2026-10-31T12:00:00Z")))).toBe("2026-11-01T05:30:00.000Z");
    expect(iso(twice?.(Date.parse("2026-11-01T05:30:00Z")))).toBe("2026-11-02T06:30:00.000Z");
  });

  it("begin a rate with the start, or at once", () => {
    const startsAt = Date.parse("2026-01-02T12:10:00Z");
    expect(iso(schedule("rate(30 minutes)")?.(createdAt - 1))).toBe("2026-01-02T12:00:00.000Z");
    expect(iso(schedule("rate(30 minutes)", "UTC", { startsAt })?.(createdAt))).toBe("2026-01-02T12:10:00.000Z");
    expect(iso(schedule("rate(30 minutes)", "UTC", { startsAt })?.(startsAt + 1))).toBe("2026-01-02T12:40:00.000Z");
  });

  it("keep within start and end", () => {
    const bounds = { startsAt: Date.parse("2026-01-05T00:00:00Z"), endsAt: Date.parse("2026-01-05T23:00:00Z") };
    const daily = schedule("cron(0 10 * * ? *)", "UTC", bounds);
    expect(iso(daily?.(createdAt))).toBe("2026-01-05T10:00:00.000Z");
    expect(iso(daily?.(Date.parse("2026-01-05T10:00:00Z")))).toBe("never");
  });

  it.each(["at(2026-02-30T00:00:00)", "at(2026-01-01)", "rate(5)", "cron(0 0 * * *)", "every day"])(
    "refuse %s",
    (expression) => {
      expect(schedule(expression)).toBeUndefined();
    },
  );
});
