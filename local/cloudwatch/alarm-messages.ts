import type { CompositeAlarmSettings, MetricAlarmSettings, StateValue } from "./alarm.ts";
import { isoWithZone } from "./alarm-evaluation.ts";
import type { MetricQuery } from "./metric-query.ts";

/** A change of an alarm's state, as it is told to the world. */
export interface StateChange {
  readonly settings: MetricAlarmSettings | CompositeAlarmSettings;
  readonly before: StateValue;
  readonly after: StateValue;
  readonly configuredAt: number;
}

/** Why a composite alarm's actions are not carried out now. */
export type Suppression = "Alarm" | "WaitPeriod" | "ExtensionPeriod";

/** Where the alarm lives. */
export interface Place {
  readonly region: string;
  readonly accountId: string;
}

/**
 * The detail of the event `CloudWatch Alarm State Change`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function stateChangeDetail(
  { settings, before, after }: StateChange,
  suppression?: Suppression,
): Record<string, unknown> {
  return {
    alarmName: settings.name,
    configuration: { description: settings.description, ...configurationOf(settings) },
    previousState: stateDetail(before),
    state: {
      ...stateDetail(after),
      ...(suppression && {
        actionsSuppressedBy: suppression,
        actionsSuppressedReason: `Actions suppressed by ${suppression}`,
      }),
    },
  };
}

function configurationOf(settings: StateChange["settings"]): Record<string, unknown> {
  if (settings.kind === "metric") return { metrics: settings.queries.map(queryDetail) };
  const { rule, suppression } = settings;
  return {
    alarmRule: rule,
    ...(suppression && {
      actionsSuppressor: suppression.suppressor,
      actionsSuppressorWaitPeriod: suppression.waitMs / 1_000,
      actionsSuppressorExtensionPeriod: suppression.extensionMs / 1_000,
    }),
  };
}

function queryDetail({ id, label, returnData, source }: MetricQuery): unknown {
  const common = { id, ...(label === undefined ? {} : { label }), returnData };
  if ("expression" in source) return { ...common, expression: source.expression };
  const { metric, periodMs, statistic } = source;
  return { ...common, metricStat: { metric, period: periodMs / 1_000, stat: statistic } };
}

function stateDetail({ value, reason, reasonData, at }: StateValue): Record<string, unknown> {
  return { value, reason, ...(reasonData === undefined ? {} : { reasonData }), timestamp: isoWithZone(at) };
}

/**
 * What an alarm sends to a topic.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function topicMessage(
  { settings, before, after, configuredAt }: StateChange,
  { region, accountId }: Place,
): { readonly subject: string; readonly message: string } {
  return {
    subject: `${after.value}: "${settings.name}" in ${region}`,
    message: JSON.stringify({
      AlarmName: settings.name,
      AlarmDescription: settings.description,
      AWSAccountId: accountId,
      AlarmConfigurationUpdatedTimestamp: isoWithZone(configuredAt),
      NewStateValue: after.value,
      NewStateReason: after.reason,
      StateChangeTime: isoWithZone(after.at),
      Region: region,
      AlarmArn: settings.arn,
      OldStateValue: before.value,
      OKActions: settings.okActions,
      AlarmActions: settings.alarmActions,
      InsufficientDataActions: settings.insufficientDataActions,
      ...(settings.kind === "composite" ? { AlarmRule: settings.rule } : { Trigger: triggerOf(settings) }),
    }),
  };
}

function triggerOf(settings: MetricAlarmSettings): Record<string, unknown> {
  const { queries, isSingle, periodMs, evaluationPeriods, datapointsToAlarm, comparison, threshold } = settings;
  const common = {
    Period: periodMs / 1_000,
    EvaluationPeriods: evaluationPeriods,
    DatapointsToAlarm: datapointsToAlarm,
    ComparisonOperator: comparison,
    Threshold: threshold,
    TreatMissingData: settings.missingData,
  };
  const [only] = queries;
  if (!isSingle || !only || !("metric" in only.source)) return { ...common, Metrics: queries.map(queryDetail) };
  const { metric, statistic } = only.source;
  return {
    MetricName: metric.name,
    Namespace: metric.namespace,
    StatisticType: statistic.startsWith("p") ? "ExtendedStatistic" : "Statistic",
    Statistic: statistic.toUpperCase(),
    Dimensions: Object.entries(metric.dimensions).map(([name, value]) => ({ name, value })),
    ...common,
  };
}
