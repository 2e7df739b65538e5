import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { derivedMetrics } from "../../../domain/metrics/derived-metrics.ts";
import { aws, type Formula, isFormula, own, type ResourceValue, type Series } from "../../../domain/metrics/series.ts";
import type { TimeRange } from "../reconcile/time-range.ts";

/** The figures of the operations report that are single metrics, by the names under which they are printed. */
const singleFigures = {
  HandleTime: own("HandleTime", "Average"),
  QueueWait: own("QueueWait", "Average"),
  DecisionLatency: own("DecisionLatency", "Average"),
  CsatOverall: own("CsatOverall", "Average"),
  CsatConnectionSpeed: own("CsatConnectionSpeed", "Average"),
  CsatVoiceQuality: own("CsatVoiceQuality", "Average"),
  CsatBotAccuracy: own("CsatBotAccuracy", "Average"),
  CsatAgentService: own("CsatAgentService", "Average"),
  IssuesResolved: own("IssuesResolved", "Sum"),
  TimeToResolve: own("TimeToResolve", "Average"),
  ConcurrentCalls: aws("concurrentCalls", "Maximum", {
    InstanceId: { logicalId: "ConnectInstanceArn", isIdInArn: true },
    MetricGroup: "VoiceCalls",
  }),
} as const satisfies Record<string, Series>;

/** Figures by their names in the metric catalogue; null where the day has no values for one. */
export type DayFigures = Readonly<Record<string, number | null>>;

/** What the names of the stack's resources hang on. */
export interface FigureNames {
  /** `aicc-<stage>`. */
  readonly prefix: string;
  readonly instanceId: string;
}

/**
 * Reads the figures of the operations report for a day: each as CloudWatch computes it, with the formula of the catalogue, so that a figure that the catalogue gains is here too. Those
 * that need more of the stack than functions and the instance are left out.
 */
export async function readDayFigures(
  client: CloudWatchClient,
  range: TimeRange,
  names: FigureNames,
): Promise<DayFigures> {
  const sources: Readonly<Record<string, Series | Formula>> = {
    ...singleFigures,
    ...Object.fromEntries(Object.entries(derivedMetrics).map(([name, { math }]) => [name, math])),
  };
  const figures: Record<string, number | null> = {};
  for (const [name, source] of Object.entries(sources)) {
    const queries = queriesOf(source, names, periodOver(range));
    if (!queries) continue;
    const reply = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(range.from),
        EndTime: new Date(range.to),
        MetricDataQueries: queries,
      }),
    );
    figures[name] = reply.MetricDataResults?.[0]?.Values?.[0] ?? null;
  }
  return figures;
}

/** One period that holds the whole range: GetMetricData aligns periods to the epoch. In seconds. */
function periodOver({ from, to }: TimeRange): number {
  let seconds = 86_400;
  const isWithinOne = () => Math.floor(from / 1_000 / seconds) === Math.floor((to - 1) / 1_000 / seconds);
  while (!isWithinOne()) seconds *= 2;
  return seconds;
}

function queriesOf(source: Series | Formula, names: FigureNames, period: number): MetricDataQuery[] | undefined {
  if (!isFormula(source)) {
    const query = queryOf("m", source, names, period);
    return query && [query];
  }
  const inputs = Object.entries(source.inputs).map(([id, series]) => queryOf(id, series, names, period));
  const known = inputs.filter((query) => query !== undefined);
  if (known.length < inputs.length) return undefined;
  return [{ Id: "figure", Expression: source.expression }, ...known.map((query) => ({ ...query, ReturnData: false }))];
}

function queryOf(id: string, series: Series, names: FigureNames, period: number): MetricDataQuery | undefined {
  const dimensions = Object.entries(series.dimensions).map(([Name, value]) => ({
    Name,
    Value: dimensionValue(value, names),
  }));
  if (dimensions.some(({ Value }) => Value === undefined)) return undefined;
  return {
    Id: id,
    MetricStat: {
      Metric: { Namespace: series.namespace, MetricName: series.metric, Dimensions: dimensions },
      Period: period,
      Stat: series.statistic,
    },
  };
}

function dimensionValue(value: string | ResourceValue, { prefix, instanceId }: FigureNames): string | undefined {
  if (typeof value === "string") return value;
  const { logicalId, isIdInArn } = value;
  if (logicalId === "ConnectInstanceArn" && isIdInArn) return instanceId;
  const [, key] = /^(.+)LambdaFunction$/.exec(logicalId) ?? [];
  return key === undefined ? undefined : `${prefix}-${key.charAt(0).toLowerCase()}${key.slice(1)}`;
}
