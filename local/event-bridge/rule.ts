import type { EventPattern } from "./event-pattern.ts";
import type { InputTransformer } from "./target/input-template.ts";

/** An event as EventBridge hands it to targets: https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
export interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601, seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** How often and how long a target is tried. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
export interface RetryPolicy {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
}

/** What holds for a target that says nothing. */
export const defaultRetryPolicy: RetryPolicy = { maximumRetryAttempts: 185, maximumEventAgeSeconds: 86_400 };

/** Where a rule sends its events, and what becomes of those that cannot be delivered. */
export interface RuleTarget extends RetryPolicy {
  readonly id: string;
  readonly arn: string;
  /** Who may call the target; nothing is enforced. */
  readonly roleArn?: string;
  /** Constant text in place of the event. */
  readonly input?: string;
  /** Path of the part of the event that is sent. */
  readonly inputPath?: string;
  readonly inputTransformer?: InputTransformer;
  /** ARN of an SQS queue. */
  readonly deadLetterArn?: string;
  /** Path of the value that becomes the partition key of a Kinesis record; the event's id without it. */
  readonly partitionKeyPath?: string;
  /** Message group of a FIFO queue. */
  readonly messageGroupId?: string;
}

/** A rule of a bus. */
export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly description: string;
  readonly isEnabled: boolean;
  readonly pattern?: { readonly text: string; readonly matches: EventPattern };
  /** `rate(…)` or `cron(…)`. */
  readonly schedule?: string;
  readonly targets: readonly RuleTarget[];
}

/** An event bus. */
export interface EventBus {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}
