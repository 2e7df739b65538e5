import { z } from "zod";
import { ServiceError } from "../gateway/service.ts";
import { type Comparison, type CompositeAlarmSettings, comparisons, type MetricAlarmSettings } from "./alarm.ts";
import { Dimensions, dimensionsOf, MetricDataQuery, Period, toMetricQuery } from "./metric-data-query.ts";
import type { MetricQuery } from "./metric-query.ts";

const Actions = z
  .array(z.string())
  .nullish()
  .transform((actions) => actions ?? []);
const Common = {
  AlarmName: z.string().min(1).max(255),
  AlarmDescription: z.string().max(1_024).nullish(),
  ActionsEnabled: z.boolean().nullish(),
  OKActions: Actions,
  AlarmActions: Actions,
  InsufficientDataActions: Actions,
};

/** What PutMetricAlarm and AWS::CloudWatch::Alarm take (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html). */
export const MetricAlarmInput = z.object({
  ...Common,
  MetricName: z.string().nullish(),
  Namespace: z.string().nullish(),
  Dimensions,
  Statistic: z.string().nullish(),
  ExtendedStatistic: z.string().nullish(),
  Unit: z.string().nullish(),
  Period: Period.nullish(),
  Metrics: z.array(MetricDataQuery).nullish(),
  EvaluationPeriods: z.coerce.number().int().positive(),
  DatapointsToAlarm: z.coerce.number().int().positive().nullish(),
  Threshold: z.coerce.number(),
  ComparisonOperator: z.string().refine(isComparison, "is no comparison with a threshold that the local stack knows"),
  TreatMissingData: z.enum(["breaching", "notBreaching", "ignore", "missing"]).nullish(),
});

/** What PutCompositeAlarm and AWS::CloudWatch::CompositeAlarm take. */
export const CompositeAlarmInput = z.object({
  ...Common,
  AlarmRule: z.string().min(1),
  ActionsSuppressor: z.string().nullish(),
  ActionsSuppressorWaitPeriod: z.coerce.number().nonnegative().nullish(),
  ActionsSuppressorExtensionPeriod: z.coerce.number().nonnegative().nullish(),
});

function isComparison(name: string): name is Comparison {
  return Object.hasOwn(comparisons, name);
}

/** The most seconds that periods times evaluation periods may come to: a day, or a week with periods of an hour and longer. */
const longestSeconds = (period: number) => (period >= 3_600 ? 604_800 : 86_400);

/** Reads an alarm on metrics. @throws ServiceError `ValidationError` naming what AWS would refuse */
export function metricAlarmOf(input: z.infer<typeof MetricAlarmInput>, arn: string): MetricAlarmSettings {
  const { queries, isSingle } = queriesOf(input);
  const watched = queries.filter(({ returnData }) => returnData);
  if (watched.length !== 1) throw invalid("exactly one of the Metrics must return data");
  const periods = new Set(queries.flatMap(({ source }) => ("metric" in source ? [source.periodMs] : [])));
  const [periodMs] = periods;
  if (periodMs === undefined || periods.size > 1) throw invalid("all Metrics must have the same Period");
  if (queries.filter(({ source }) => "metric" in source).length > 10)
    throw invalid("an alarm watches ten metrics at most");
  if (input.EvaluationPeriods * (periodMs / 1_000) > longestSeconds(periodMs / 1_000))
    throw invalid("Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400)");
  const datapointsToAlarm = input.DatapointsToAlarm ?? input.EvaluationPeriods;
  if (datapointsToAlarm > input.EvaluationPeriods)
    throw invalid("DatapointsToAlarm must not be above EvaluationPeriods");
  if (!isComparison(input.ComparisonOperator)) throw invalid("ComparisonOperator is unknown");
  return {
    kind: "metric",
    ...commonOf(input, arn),
    queries,
    isSingle,
    periodMs,
    evaluationPeriods: input.EvaluationPeriods,
    datapointsToAlarm,
    comparison: input.ComparisonOperator,
    threshold: input.Threshold,
    missingData: input.TreatMissingData ?? "missing",
  };
}

/** Reads an alarm on alarms. */
export function compositeAlarmOf(input: z.infer<typeof CompositeAlarmInput>, arn: string): CompositeAlarmSettings {
  const { ActionsSuppressor, ActionsSuppressorWaitPeriod, ActionsSuppressorExtensionPeriod } = input;
  return {
    kind: "composite",
    ...commonOf(input, arn),
    rule: input.AlarmRule,
    ...(ActionsSuppressor && {
      suppression: {
        suppressor: ActionsSuppressor,
        waitMs: (ActionsSuppressorWaitPeriod ?? 0) * 1_000,
        extensionMs: (ActionsSuppressorExtensionPeriod ?? 0) * 1_000,
      },
    }),
  };
}

function commonOf(input: z.infer<typeof MetricAlarmInput> | z.infer<typeof CompositeAlarmInput>, arn: string) {
  return {
    name: input.AlarmName,
    arn,
    description: input.AlarmDescription ?? "",
    actionsEnabled: input.ActionsEnabled ?? true,
    okActions: input.OKActions,
    alarmActions: input.AlarmActions,
    insufficientDataActions: input.InsufficientDataActions,
  };
}

function queriesOf(input: z.infer<typeof MetricAlarmInput>): {
  readonly queries: readonly MetricQuery[];
  readonly isSingle: boolean;
} {
  if (input.Metrics) return { queries: input.Metrics.map(toMetricQuery), isSingle: false };
  const { Namespace, MetricName, Period: seconds, Unit } = input;
  const statistic = input.Statistic ?? input.ExtendedStatistic;
  if (!Namespace || !MetricName || !statistic || !seconds)
    throw invalid("either Metrics, or MetricName, Namespace, Period and a statistic are needed");
  const metric = { namespace: Namespace, name: MetricName, dimensions: dimensionsOf(input.Dimensions) };
  const source = { metric, periodMs: seconds * 1_000, statistic, ...(Unit ? { unit: Unit } : {}) };
  return { queries: [{ id: "m1", returnData: true, source }], isSingle: true };
}

function invalid(why: string): ServiceError {
  return new ServiceError("ValidationError", `The alarm cannot be put: ${why}.`);
}
