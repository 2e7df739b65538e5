import { describe, expect, it } from "@jest/globals";
import { parseSchedule } from "../../../local/event-bridge/schedule.ts";

const next = (expression: string, after: string) =>
  new Date(parseSchedule(expression)?.(Date.parse(after)) ?? 0).toISOString();

describe("schedules", () => {
  it.each([
    ["rate(5 minutes)", "2026-01-01T00:00:00Z", "2026-01-01T00:05:00.000Z"],
    ["rate(1 day)", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00.000Z"],
    ["cron(0 15 * * ? *)", "2026-01-01T15:00:00Z", "2026-01-02T15:00:00.000Z"],
    ["cron(0/20 8-9 ? * MON-FRI *)", "2026-01-02T09:40:00Z", "2026-01-05T08:00:00.000Z"],
    ["cron(30 0 1 JAN,JUL ? *)", "2026-01-01T00:30:00Z", "2026-07-01T00:30:00.000Z"],
    ["cron(0 0 29 2 ? *)", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00.000Z"],
  ])("%s after %s comes at %s", (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it.each([
    "rate(0 minutes)",
    "rate(5 weeks)",
    "cron(0 0 L * ? *)",
    "cron(0 0 * * ?)",
    "cron(99 0 * * ? *)",
    "at(2026-01-01T00:00:00)",
  ])("%s is not understood", (expression) => {
    expect(parseSchedule(expression)).toBeUndefined();
  });
});
