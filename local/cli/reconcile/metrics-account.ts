import { type CloudWatchClient, GetMetricDataCommand, paginateListMetrics } from "@aws-sdk/client-cloudwatch";
import { agentMetrics } from "../../../domain/metrics/agent-metrics.ts";
import { definitionOf, isMetricName, metricNamespace } from "../../../domain/metrics/catalogue.ts";
import { contactMetrics } from "../../../domain/metrics/contact-metrics.ts";
import { firstContactMetrics } from "../../../domain/metrics/first-contact-metrics.ts";
import { learningMetrics } from "../../../domain/metrics/learning-metrics.ts";
import { utteranceMetrics } from "../../../domain/metrics/utterance-metrics.ts";
import { type Tallies, type Tally, tallyKey } from "./tally.ts";
import type { TimeRange } from "./time-range.ts";

/** The metrics that come out exactly once in effect: those of contacts, utterances, agents' time and judged intents. */
const reconciled = [contactMetrics, firstContactMetrics, utteranceMetrics, agentMetrics, learningMetrics]
  .flatMap((metrics) => Object.keys(metrics))
  .filter(isMetricName);

type Series = Pick<Tally, "metric" | "dimensions">;

/**
 * What CloudWatch says of a day: every series that it lists, and those that the ledger expects, which may be too new to be listed.
 * Series under sets of dimensions that the catalogue no longer has are passed over.
 */
export async function readMetricsAccount(
  client: CloudWatchClient,
  expected: Tallies,
  range: TimeRange,
): Promise<Tallies> {
  const series = new Map<string, Series>(
    [...expected].map(([key, { metric, dimensions }]) => [key, { metric, dimensions }]),
  );
  for await (const page of paginateListMetrics({ client }, { Namespace: metricNamespace })) {
    for (const { MetricName: metric = "", Dimensions = [] } of page.Metrics ?? []) {
      const dimensions = Object.fromEntries(Dimensions.map(({ Name = "", Value = "" }) => [Name, Value]));
      if (isReconciled(metric, Object.keys(dimensions)))
        series.set(tallyKey(metric, dimensions), { metric, dimensions });
    }
  }
  const tallies = new Map<string, Tally>();
  for (const chunk of chunksOf([...series], 200)) {
    for (const [key, tally] of await readChunk(client, chunk, range)) if (tally.count > 0) tallies.set(key, tally);
  }
  return tallies;
}

function isReconciled(metric: string, names: readonly string[]): boolean {
  if (!isMetricName(metric) || !reconciled.includes(metric)) return false;
  const same = (set: readonly string[]) => set.length === names.length && set.every((name) => names.includes(name));
  return definitionOf(metric).dimensionSets.some(same);
}

/** GetMetricData takes 500 queries (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html); each series takes two. */
async function readChunk(
  client: CloudWatchClient,
  chunk: readonly (readonly [string, Series])[],
  { from, to }: TimeRange,
): Promise<readonly (readonly [string, Tally])[]> {
  const stats = ["SampleCount", "Sum"] as const;
  const totals = new Map<string, number>();
  let NextToken: string | undefined;
  do {
    const reply = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(from),
        EndTime: new Date(to),
        ...(NextToken === undefined ? {} : { NextToken }),
        MetricDataQueries: chunk.flatMap(([, { metric, dimensions }], index) =>
          stats.map((Stat) => ({
            Id: `${Stat === "Sum" ? "s" : "n"}${index}`,
            MetricStat: {
              Metric: {
                Namespace: metricNamespace,
                MetricName: metric,
                Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
              },
              Period: 3_600,
              Stat,
            },
          })),
        ),
      }),
    );
    for (const { Id = "", Values = [] } of reply.MetricDataResults ?? [])
      totals.set(
        Id,
        Values.reduce((sum, value) => sum + value, totals.get(Id) ?? 0),
      );
    NextToken = reply.NextToken;
  } while (NextToken !== undefined);
  return chunk.map(([key, series], index) => [
    key,
    { ...series, count: totals.get(`n${index}`) ?? 0, sum: totals.get(`s${index}`) ?? 0 },
  ]);
}

function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
