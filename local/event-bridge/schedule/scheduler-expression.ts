import { parseCron } from "./cron.ts";
import { parseRate } from "./rate.ts";
import type { Schedule } from "./schedule.ts";
import type { ZonedTime } from "./zoned-time.ts";

/** Within what a schedule runs. Instants are milliseconds since the epoch. */
export interface ScheduleBounds {
  readonly zone: ZonedTime;
  /** When the schedule was made; a rate without a start begins with it. */
  readonly createdAt: number;
  readonly startsAt?: number;
  readonly endsAt?: number;
}

/**
 * Parses the expression of an EventBridge Scheduler schedule: `at(2026-01-31T09:00:00)`, `rate(30 minutes)` or `cron(…)`, in a time zone.
 * Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @returns `undefined` for an expression that the scheduler refuses
 */
export function parseSchedulerExpression(expression: string, bounds: ScheduleBounds): Schedule | undefined {
  const { zone, createdAt, startsAt, endsAt = Number.POSITIVE_INFINITY } = bounds;
  if (expression.startsWith("at(")) return parseAt(expression, zone);
  const rate = parseRate(expression);
  if (rate) {
    const start = startsAt ?? createdAt;
    return until(endsAt, (after) =>
      after < start ? start : start + (Math.floor((after - start) / rate.milliseconds) + 1) * rate.milliseconds,
    );
  }
  const [, fields] = /^cron\((.+)\)$/.exec(expression) ?? [];
  const cron = fields === undefined ? undefined : parseCron(fields, zone);
  return cron && until(endsAt, (after) => cron(startsAt === undefined ? after : Math.max(after, startsAt - 1)));
}

/** Once. Start and end do not concern it. */
function parseAt(expression: string, zone: ZonedTime): Schedule | undefined {
  const [, year, month, day, hour, minute, second] =
    /^at\((\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\)$/.exec(expression) ?? [];
  if (second === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return undefined;
  const start = zone.instantOf(
    { year: Number(year), month: Number(month), day: Number(day) },
    Number(hour),
    Number(minute),
  );
  if (start === undefined) return undefined;
  const instant = start + Number(second) * 1_000;
  return (after) => (instant > after ? instant : Number.POSITIVE_INFINITY);
}

function until(endsAt: number, schedule: Schedule): Schedule {
  return (after) => {
    const next = schedule(after);
    return next <= endsAt ? next : Number.POSITIVE_INFINITY;
  };
}
