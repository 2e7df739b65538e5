import type { MetricQuery } from "./metric-query.ts";

/** The three states of an alarm. */
export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** What both kinds of alarms are configured with. */
interface AlarmSettings {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly actionsEnabled: boolean;
  readonly okActions: readonly string[];
  readonly alarmActions: readonly string[];
  readonly insufficientDataActions: readonly string[];
}

/** How an alarm compares a value with its threshold. */
export const comparisons = {
  GreaterThanOrEqualToThreshold: {
    isBreaching: (value: number, threshold: number) => value >= threshold,
    words: "greater than or equal to",
  },
  GreaterThanThreshold: { isBreaching: (value: number, threshold: number) => value > threshold, words: "greater than" },
  LessThanThreshold: { isBreaching: (value: number, threshold: number) => value < threshold, words: "less than" },
  LessThanOrEqualToThreshold: {
    isBreaching: (value: number, threshold: number) => value <= threshold,
    words: "less than or equal to",
  },
} as const;
export type Comparison = keyof typeof comparisons;

/** What periods without data count as. */
export type MissingData = "breaching" | "notBreaching" | "ignore" | "missing";

/** An alarm on a metric or on an expression over metrics. */
export interface MetricAlarmSettings extends AlarmSettings {
  readonly kind: "metric";
  /** What is watched: the one query that returns data. */
  readonly queries: readonly MetricQuery[];
  /** The shape in which the alarm was put, which DescribeAlarms gives back: one metric, or a list of queries. */
  readonly isSingle: boolean;
  readonly periodMs: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly missingData: MissingData;
}

/** An alarm on other alarms. */
export interface CompositeAlarmSettings extends AlarmSettings {
  readonly kind: "composite";
  readonly rule: string;
  readonly suppression?: {
    /** Name or ARN of the alarm that keeps this one quiet. */
    readonly suppressor: string;
    readonly waitMs: number;
    readonly extensionMs: number;
  };
}

/** A state with its reason. */
export interface StateValue {
  readonly value: AlarmState;
  readonly reason: string;
  /** JSON text for programs. */
  readonly reasonData?: string;
  /** When the alarm came into it, epoch milliseconds. */
  readonly at: number;
}
