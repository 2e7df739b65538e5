import type { CompositeAlarm, MetricAlarm } from "../../domain/metrics/alarms/alarm.ts";
import { compositeAlarms, metricAlarms } from "../../domain/metrics/alarms/alarms.ts";
import { isFormula, type Series } from "../../domain/metrics/series.ts";
import { cloudFormationValue } from "./cloudformation-value.ts";

/** A resource of a CloudFormation template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: readonly string[];
  readonly Properties: Readonly<Record<string, unknown>>;
}

const operators: Readonly<Record<MetricAlarm["comparison"], string>> = {
  ">=": "GreaterThanOrEqualToThreshold",
  ">": "GreaterThanThreshold",
  "<": "LessThanThreshold",
};

/** The alarms as resources of the template, by logical id. Their names begin with the stack's, which Serverless fills in. */
export function alarmResources(): Readonly<Record<string, TemplateResource>> {
  return Object.fromEntries([
    ...metricAlarms.map((alarm) => [logicalIdOf(alarm.name), metricAlarmResource(alarm)]),
    ...compositeAlarms.map((alarm) => [logicalIdOf(alarm.name), compositeAlarmResource(alarm)]),
  ]);
}

/** `lost-segments` is the resource `LostSegmentsAlarm`. */
export function logicalIdOf(name: string): string {
  return `${name.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase())}Alarm`;
}

/** `lost-segments` is the alarm `aicc-dev-lost-segments`. */
export function alarmNameOf(name: string): string {
  return `\${self:service}-\${sls:stage}-${name}`;
}

function metricAlarmResource(alarm: MetricAlarm): TemplateResource {
  return {
    Type: "AWS::CloudWatch::Alarm",
    ...(alarm.needsConnect && { Condition: "HasConnectInstance" }),
    Properties: {
      ...told(alarm),
      ...watched(alarm),
      ComparisonOperator: operators[alarm.comparison],
      Threshold: alarm.threshold,
      EvaluationPeriods: alarm.evaluationPeriods,
      DatapointsToAlarm: alarm.datapointsToAlarm,
      TreatMissingData: alarm.whenMissing,
    },
  };
}

function watched({ source, periodSeconds }: MetricAlarm): Record<string, unknown> {
  if (!isFormula(source)) {
    const { namespace, metric, statistic } = source;
    return {
      Namespace: namespace,
      MetricName: metric,
      Dimensions: dimensionsOf(source),
      Period: periodSeconds,
      ...(statistic.startsWith("p") ? { ExtendedStatistic: statistic } : { Statistic: statistic }),
    };
  }
  const inputs = Object.entries(source.inputs).map(([id, series]) => ({
    Id: id,
    MetricStat: {
      Metric: { Namespace: series.namespace, MetricName: series.metric, Dimensions: dimensionsOf(series) },
      Period: periodSeconds,
      Stat: series.statistic,
    },
    ReturnData: false,
  }));
  return { Metrics: [...inputs, { Id: "watched", Expression: source.expression, ReturnData: true }] };
}

function compositeAlarmResource(alarm: CompositeAlarm): TemplateResource {
  const { rule, suppressedBy } = alarm;
  const [names, operator] = "all" in rule ? [rule.all, " AND "] : [rule.any, " OR "];
  return {
    Type: "AWS::CloudWatch::CompositeAlarm",
    // The rule is text, from which CloudFormation cannot tell what must be there first.
    DependsOn: names.map(logicalIdOf),
    Properties: {
      ...told(alarm),
      AlarmRule: names.map((name) => `ALARM("${alarmNameOf(name)}")`).join(operator),
      ...(suppressedBy !== undefined && {
        ActionsSuppressor: { "Fn::GetAtt": [logicalIdOf(suppressedBy), "Arn"] },
        ActionsSuppressorWaitPeriod: 120,
        ActionsSuppressorExtensionPeriod: 300,
      }),
    },
  };
}

/** A description that begins with a severity in brackets opens an issue (events/alarm-state); what only feeds a composite alarm has none. */
function told({ name, severity, reason, runbook, notifies }: MetricAlarm | CompositeAlarm): Record<string, unknown> {
  const actions = notifies ? [{ Ref: "AlarmTopic" }] : [];
  return {
    AlarmName: alarmNameOf(name),
    AlarmDescription: `${notifies ? `[${severity}] ` : ""}${reason.en}\n${reason.ko}\nSeverity: ${severity}. Runbook: docs/runbooks/${runbook}.md`,
    AlarmActions: actions,
    OKActions: actions,
  };
}

function dimensionsOf({ dimensions }: Series): readonly Record<string, unknown>[] {
  return Object.entries(dimensions).map(([Name, value]) => ({ Name, Value: cloudFormationValue(value) }));
}
