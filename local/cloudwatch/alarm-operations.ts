import { z } from "zod";
import type { JsonOperation } from "../gateway/json-protocol.ts";
import { parseInput } from "../gateway/parse-input.ts";
import type { CompositeAlarmSettings, MetricAlarmSettings } from "./alarm.ts";
import { CompositeAlarmInput, compositeAlarmOf, MetricAlarmInput, metricAlarmOf } from "./alarm-settings.ts";
import type { Alarms, AlarmView, HistoryItem } from "./alarms.ts";
import type { MetricQuery } from "./metric-query.ts";

const Names = z.object({ AlarmNames: z.array(z.string()) });
const Types = z.array(z.enum(["MetricAlarm", "CompositeAlarm"])).nullish();
const State = z.enum(["OK", "ALARM", "INSUFFICIENT_DATA"]);
const Page = { MaxRecords: z.number().int().positive().max(100).nullish(), NextToken: z.string().nullish() };
const DescribeInput = z.object({
  AlarmNames: z.array(z.string()).nullish(),
  AlarmNamePrefix: z.string().nullish(),
  AlarmTypes: Types,
  StateValue: State.nullish(),
  ActionPrefix: z.string().nullish(),
  ...Page,
});
const HistoryInput = z.object({
  AlarmName: z.string().nullish(),
  AlarmTypes: Types,
  HistoryItemType: z.string().nullish(),
  StartDate: z.number().nullish(),
  EndDate: z.number().nullish(),
  ScanBy: z.enum(["TimestampDescending", "TimestampAscending"]).nullish(),
  ...Page,
});
const SetStateInput = z.object({
  AlarmName: z.string(),
  StateValue: State,
  StateReason: z.string(),
  StateReasonData: z.string().nullish(),
});

/**
 * Alarms in CloudWatch's API: PutMetricAlarm, PutCompositeAlarm, DescribeAlarms, DescribeAlarmHistory, SetAlarmState, EnableAlarmActions,
 * DisableAlarmActions, DeleteAlarms (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Operations.html).
 * @param arnOf the ARN of an alarm by its name
 */
export function alarmOperations(
  alarms: Alarms,
  arnOf: (name: string) => string,
): Readonly<Record<string, JsonOperation>> {
  return {
    PutMetricAlarm: (input) => {
      const parsed = parseInput(MetricAlarmInput, input, "ValidationError");
      alarms.put(metricAlarmOf(parsed, arnOf(parsed.AlarmName)));
    },
    PutCompositeAlarm: (input) => {
      const parsed = parseInput(CompositeAlarmInput, input, "ValidationError");
      alarms.put(compositeAlarmOf(parsed, arnOf(parsed.AlarmName)));
    },
    DescribeAlarms: (input) => describe(alarms, parseInput(DescribeInput, input, "ValidationError")),
    DescribeAlarmHistory: (input) => describeHistory(alarms, parseInput(HistoryInput, input, "ValidationError")),
    SetAlarmState: (input) => {
      const { AlarmName, StateValue, StateReason, StateReasonData } = parseInput(
        SetStateInput,
        input,
        "ValidationError",
      );
      const data = StateReasonData ? { reasonData: StateReasonData } : {};
      alarms.setState(AlarmName, { value: StateValue, reason: StateReason, ...data });
    },
    EnableAlarmActions: (input) => alarms.enableActions(parseInput(Names, input, "ValidationError").AlarmNames, true),
    DisableAlarmActions: (input) => alarms.enableActions(parseInput(Names, input, "ValidationError").AlarmNames, false),
    DeleteAlarms: (input) => alarms.delete(parseInput(Names, input, "ValidationError").AlarmNames),
  };
}

function describe(alarms: Alarms, input: z.infer<typeof DescribeInput>) {
  // Without types only alarms on metrics are told, as on AWS.
  const types = input.AlarmTypes ?? ["MetricAlarm"];
  const found = alarms.list().filter(({ settings, state }) => {
    const { name, okActions, alarmActions, insufficientDataActions } = settings;
    const actions = [...okActions, ...alarmActions, ...insufficientDataActions];
    return (
      types.includes(typeOf(settings)) &&
      (!input.AlarmNames?.length || input.AlarmNames.includes(name)) &&
      name.startsWith(input.AlarmNamePrefix ?? "") &&
      (!input.StateValue || state.value === input.StateValue) &&
      (!input.ActionPrefix || actions.some((action) => action.startsWith(input.ActionPrefix ?? "")))
    );
  });
  const { page, next } = pageOf(found, input, input.AlarmNames?.length ? 100 : 50);
  return {
    MetricAlarms: page.flatMap((view) => (view.settings.kind === "metric" ? [metricAlarm(view, view.settings)] : [])),
    CompositeAlarms: page.flatMap((view) =>
      view.settings.kind === "composite" ? [compositeAlarm(view, view.settings)] : [],
    ),
    ...next,
  };
}

function metricAlarm(view: AlarmView, settings: MetricAlarmSettings) {
  const [only] = settings.queries;
  const single =
    settings.isSingle && only && "metric" in only.source
      ? {
          Namespace: only.source.metric.namespace,
          MetricName: only.source.metric.name,
          Dimensions: dimensionList(only.source.metric.dimensions),
          Period: settings.periodMs / 1_000,
          [only.source.statistic.startsWith("p") ? "ExtendedStatistic" : "Statistic"]: only.source.statistic,
        }
      : { Metrics: settings.queries.map(queryOutput) };
  return {
    ...commonOutput(view),
    ...single,
    EvaluationPeriods: settings.evaluationPeriods,
    DatapointsToAlarm: settings.datapointsToAlarm,
    Threshold: settings.threshold,
    ComparisonOperator: settings.comparison,
    TreatMissingData: settings.missingData,
  };
}

function compositeAlarm(view: AlarmView, { rule, suppression }: CompositeAlarmSettings) {
  return {
    ...commonOutput(view),
    AlarmRule: rule,
    ...(suppression && {
      ActionsSuppressor: suppression.suppressor,
      ActionsSuppressorWaitPeriod: suppression.waitMs / 1_000,
      ActionsSuppressorExtensionPeriod: suppression.extensionMs / 1_000,
    }),
    ...(view.suppressedBy && { ActionsSuppressedBy: view.suppressedBy }),
  };
}

function commonOutput({ settings, state, configuredAt }: AlarmView) {
  return {
    AlarmName: settings.name,
    AlarmArn: settings.arn,
    AlarmDescription: settings.description,
    AlarmConfigurationUpdatedTimestamp: configuredAt / 1_000,
    ActionsEnabled: settings.actionsEnabled,
    OKActions: settings.okActions,
    AlarmActions: settings.alarmActions,
    InsufficientDataActions: settings.insufficientDataActions,
    StateValue: state.value,
    StateReason: state.reason,
    ...(state.reasonData === undefined ? {} : { StateReasonData: state.reasonData }),
    StateUpdatedTimestamp: state.at / 1_000,
    StateTransitionedTimestamp: state.at / 1_000,
  };
}

function queryOutput({ id, label, returnData, source }: MetricQuery) {
  const common = { Id: id, ...(label === undefined ? {} : { Label: label }), ReturnData: returnData };
  if ("expression" in source) return { ...common, Expression: source.expression };
  const { metric, periodMs, statistic } = source;
  const Metric = {
    Namespace: metric.namespace,
    MetricName: metric.name,
    Dimensions: dimensionList(metric.dimensions),
  };
  return { ...common, MetricStat: { Metric, Period: periodMs / 1_000, Stat: statistic } };
}

function describeHistory(alarms: Alarms, input: z.infer<typeof HistoryInput>) {
  const found = alarms
    .history()
    .filter(
      ({ alarm, type, at }) =>
        (!input.AlarmName || alarm.name === input.AlarmName) &&
        (input.AlarmTypes ?? ["MetricAlarm"]).includes(typeOf(alarm)) &&
        (!input.HistoryItemType || type === input.HistoryItemType) &&
        at >= (input.StartDate ?? 0) * 1_000 &&
        at <= (input.EndDate ?? Number.POSITIVE_INFINITY) * 1_000,
    );
  const ordered = input.ScanBy === "TimestampAscending" ? found.toReversed() : found;
  const { page, next } = pageOf(ordered, input, 100);
  return { AlarmHistoryItems: page.map(historyOutput), ...next };
}

function historyOutput({ alarm, at, type, summary, data }: HistoryItem) {
  return {
    AlarmName: alarm.name,
    AlarmType: typeOf(alarm),
    Timestamp: at / 1_000,
    HistoryItemType: type,
    HistorySummary: summary,
    HistoryData: JSON.stringify(data),
  };
}

function typeOf({ kind }: AlarmView["settings"]): "MetricAlarm" | "CompositeAlarm" {
  return kind === "metric" ? "MetricAlarm" : "CompositeAlarm";
}

function pageOf<T>(
  items: readonly T[],
  { MaxRecords, NextToken }: { MaxRecords?: number | null | undefined; NextToken?: string | null | undefined },
  usual: number,
): { readonly page: readonly T[]; readonly next: { readonly NextToken?: string } } {
  const from = Number(NextToken ?? 0);
  const to = from + (MaxRecords ?? usual);
  return { page: items.slice(from, to), next: to < items.length ? { NextToken: String(to) } : {} };
}

function dimensionList(dimensions: Readonly<Record<string, string>>) {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}
