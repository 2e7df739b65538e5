import type { RetryPolicy } from "../rule.ts";
import type { Schedule } from "./schedule.ts";

/** A schedule of EventBridge Scheduler with its one target. */
export interface ScheduledTarget {
  readonly name: string;
  readonly groupName: string;
  readonly arn: string;
  readonly schedule: Schedule;
  readonly target: RetryPolicy & {
    readonly arn: string;
    /** What the target gets, with `<aws.scheduler.…>` in it; an event that says that it is time, without it. */
    readonly input?: string;
    /** ARN of an SQS queue. */
    readonly deadLetterArn?: string;
    readonly partitionKey?: string;
    readonly messageGroupId?: string;
    /** What an event has, where the target is an event bus; the input is its detail. */
    readonly event?: { readonly source: string; readonly detailType: string };
  };
}

/** One time at which a schedule fires. */
export interface ScheduledInvocation {
  readonly id: string;
  /** The time that the schedule meant, in milliseconds since the epoch. */
  readonly scheduledAt: number;
  /** From 1. */
  readonly attempt: number;
}

/**
 * What the target of a schedule gets: its input with the context attributes filled in, or the scheduler's own event.
 * Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export function scheduledInput(
  { arn, target }: ScheduledTarget,
  { id, scheduledAt, attempt }: ScheduledInvocation,
  place: { readonly region: string; readonly accountId: string },
): string {
  const time = `${new Date(scheduledAt).toISOString().slice(0, 19)}Z`;
  if (target.input === undefined)
    return JSON.stringify({
      version: "0",
      id,
      "detail-type": "Scheduled Event",
      source: "aws.scheduler",
      account: place.accountId,
      time,
      region: place.region,
      resources: [arn],
      detail: "{}",
    });
  const attributes: Readonly<Record<string, string>> = {
    "schedule-arn": arn,
    "scheduled-time": time,
    "execution-id": id,
    "attempt-number": String(attempt),
  };
  return target.input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (whole, name: string) => attributes[name] ?? whole);
}
