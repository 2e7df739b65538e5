import { z } from "zod";
import { type JsonOperation, serveJson } from "../gateway/json-protocol.ts";
import { parseInput } from "../gateway/parse-input.ts";
import { type LocalService, ServiceError } from "../gateway/service.ts";
import { metricStatistic } from "./metric-statistic.ts";
import type { MetricDatum, MetricIdentity, MetricStore } from "./metric-store.ts";

const Dimensions = z
  .array(z.object({ Name: z.string(), Value: z.string().optional() }))
  .nullish()
  .transform((dimensions) => dimensions ?? []);
/** JSON timestamps are seconds since the epoch. */
const Instant = z.number().transform((seconds) => seconds * 1_000);
const Period = z.number().int().positive();

const StatisticsInput = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions,
  StartTime: Instant,
  EndTime: Instant,
  Period,
  Statistics: z.array(z.string()).nullish(),
  ExtendedStatistics: z.array(z.string()).nullish(),
  Unit: z.string().nullish(),
});

const DataInput = z.object({
  StartTime: Instant,
  EndTime: Instant,
  ScanBy: z.enum(["TimestampDescending", "TimestampAscending"]).nullish(),
  MetricDataQueries: z.array(
    z.object({
      Id: z.string(),
      Label: z.string().nullish(),
      Expression: z.string().nullish(),
      ReturnData: z.boolean().nullish(),
      MetricStat: z
        .object({
          Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions }),
          Period,
          Stat: z.string(),
          Unit: z.string().nullish(),
        })
        .nullish(),
    }),
  ),
});

const ListInput = z.object({ Namespace: z.string().nullish(), MetricName: z.string().nullish(), Dimensions });

const PutInput = z.object({
  Namespace: z.string(),
  MetricData: z.array(
    z.object({
      MetricName: z.string(),
      Dimensions,
      Timestamp: Instant.nullish(),
      Unit: z.string().nullish(),
      Value: z.number().nullish(),
      Values: z.array(z.number()).nullish(),
      Counts: z.array(z.number()).nullish(),
    }),
  ),
});

/**
 * CloudWatch metrics over the store: GetMetricData, GetMetricStatistics, ListMetrics, PutMetricData, in the AWS JSON 1.0 protocol that
 * `@aws-sdk/client-cloudwatch` speaks. Metric math, search expressions, paging and alarms are not served: a query with an `Expression` is refused.
 */
export function createMetricsService(store: MetricStore, now: () => number): LocalService {
  const operations: Readonly<Record<string, JsonOperation>> = {
    GetMetricStatistics: (input) =>
      getMetricStatistics(store, parseInput(StatisticsInput, input, "InvalidParameterValue")),
    GetMetricData: (input) => getMetricData(store, parseInput(DataInput, input, "InvalidParameterValue")),
    ListMetrics: (input) => listMetrics(store, parseInput(ListInput, input, "InvalidParameterValue")),
    PutMetricData: (input) => putMetricData(store, parseInput(PutInput, input, "InvalidParameterValue"), now()),
  };
  return {
    signingNames: ["monitoring"],
    handle: (request, response) => serveJson(operations, request, response),
    close: async () => {},
  };
}

function getMetricStatistics(store: MetricStore, input: z.infer<typeof StatisticsInput>) {
  const metric = { namespace: input.Namespace, name: input.MetricName, dimensions: dimensionsOf(input.Dimensions) };
  const extended = input.ExtendedStatistics ?? [];
  const data = store
    .values(metric, input.StartTime, input.EndTime)
    .filter(({ unit }) => !input.Unit || unit === input.Unit);
  const datapoints = periodsOf(data, input.Period).map(([start, group]) => {
    const values = group.map(({ value }) => value);
    const plain = (input.Statistics ?? []).map((name) => [name, statistic(name, values)]);
    return {
      Timestamp: start / 1_000,
      Unit: group[0]?.unit ?? "None",
      ...Object.fromEntries(plain),
      ...(extended.length > 0
        ? { ExtendedStatistics: Object.fromEntries(extended.map((name) => [name, statistic(name, values)])) }
        : {}),
    };
  });
  return { Label: input.MetricName, Datapoints: datapoints };
}

function getMetricData(store: MetricStore, input: z.infer<typeof DataInput>) {
  const results = input.MetricDataQueries.map(({ Id, Label, MetricStat }) => {
    if (!MetricStat) {
      throw new ServiceError(
        "InvalidParameterValue",
        `The query "${Id}" has no MetricStat: the local stack evaluates no metric math.`,
      );
    }
    const { Metric, Period: period, Stat, Unit } = MetricStat;
    const metric = {
      namespace: Metric.Namespace,
      name: Metric.MetricName,
      dimensions: dimensionsOf(Metric.Dimensions),
    };
    const data = store.values(metric, input.StartTime, input.EndTime).filter(({ unit }) => !Unit || unit === Unit);
    const points = periodsOf(data, period).map(([start, group]) => ({
      start,
      value: statistic(
        Stat,
        group.map(({ value }) => value),
      ),
    }));
    if (input.ScanBy !== "TimestampAscending") points.reverse();
    return {
      Id,
      Label: Label ?? Metric.MetricName,
      Timestamps: points.map(({ start }) => start / 1_000),
      Values: points.map(({ value }) => value),
      StatusCode: "Complete",
    };
  });
  return { MetricDataResults: results, Messages: [] };
}

function listMetrics(store: MetricStore, input: z.infer<typeof ListInput>) {
  const isWanted = ({ namespace, name, dimensions }: MetricIdentity) =>
    (!input.Namespace || namespace === input.Namespace) &&
    (!input.MetricName || name === input.MetricName) &&
    input.Dimensions.every(
      ({ Name, Value }) => Object.hasOwn(dimensions, Name) && (Value === undefined || dimensions[Name] === Value),
    );
  return {
    Metrics: store
      .list()
      .filter(isWanted)
      .map(({ namespace, name, dimensions }) => ({
        Namespace: namespace,
        MetricName: name,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      })),
  };
}

function putMetricData(store: MetricStore, input: z.infer<typeof PutInput>, now: number) {
  for (const datum of input.MetricData) {
    const values = datum.Values ?? (datum.Value === undefined || datum.Value === null ? [] : [datum.Value]);
    values.forEach((value, index) => {
      for (let count = datum.Counts?.[index] ?? 1; count > 0; count -= 1) {
        store.put({
          namespace: input.Namespace,
          name: datum.MetricName,
          dimensions: dimensionsOf(datum.Dimensions),
          unit: datum.Unit ?? "None",
          timestamp: datum.Timestamp ?? now,
          value,
        });
      }
    });
  }
  return {};
}

/** Groups values by the period that they fall into, oldest first; periods are aligned to the epoch. `period` in seconds. */
function periodsOf(data: readonly MetricDatum[], period: number): [start: number, group: MetricDatum[]][] {
  const length = period * 1_000;
  const groups = Map.groupBy(data, ({ timestamp }) => Math.floor(timestamp / length) * length);
  return [...groups].sort(([a], [b]) => a - b);
}

function statistic(name: string, values: readonly number[]): number {
  const value = metricStatistic(name, values);
  if (value === undefined)
    throw new ServiceError("InvalidParameterValue", `The local stack does not know the statistic "${name}".`);
  return value;
}

function dimensionsOf(dimensions: readonly { Name: string; Value?: string | undefined }[]): Record<string, string> {
  return Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value ?? ""]));
}
