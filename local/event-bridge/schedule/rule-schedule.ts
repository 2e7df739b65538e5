import { parseCron } from "./cron.ts";
import { parseRate } from "./rate.ts";
import type { Schedule } from "./schedule.ts";
import { utc } from "./zoned-time.ts";

/**
 * Parses the schedule of a rule: `rate(5 minutes)`, or `cron(minutes hours day-of-month month day-of-week year)` in UTC.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 * @returns `undefined` for an expression that EventBridge refuses
 */
export function parseRuleSchedule(expression: string): Schedule | undefined {
  const rate = parseRate(expression);
  // Rules are strict about the unit: one is singular, more are plural.
  if (rate) return rate.isSingular === (rate.amount === 1) ? (after) => after + rate.milliseconds : undefined;
  const [, fields] = /^cron\((.+)\)$/.exec(expression) ?? [];
  return fields === undefined ? undefined : parseCron(fields, utc);
}
