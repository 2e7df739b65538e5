import { z } from "zod";
import type { JsonOperation } from "../gateway/json-protocol.ts";
import { parseInput } from "../gateway/parse-input.ts";
import { ServiceError } from "../gateway/service.ts";
import { Dimensions, dimensionsOf, MetricDataQuery, Period, toMetricQuery } from "./metric-data-query.ts";
import { evaluateQueries } from "./metric-query.ts";
import { metricStatistic } from "./metric-statistic.ts";
import type { MetricDatum, MetricIdentity, MetricStore } from "./metric-store.ts";
import { alignedGrid, periodStarts, type TimeSeries } from "./time-grid.ts";

/** JSON timestamps are seconds since the epoch. */
const Instant = z.number().transform((seconds) => seconds * 1_000);

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
  MetricDataQueries: z.array(MetricDataQuery),
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
 * CloudWatch metrics over the store: GetMetricData with metric math, GetMetricStatistics, ListMetrics, PutMetricData. Search expressions, Metrics Insights
 * and paging are not served.
 */
export function metricOperations(store: MetricStore, now: () => number): Readonly<Record<string, JsonOperation>> {
  return {
    GetMetricStatistics: (input) =>
      getMetricStatistics(store, parseInput(StatisticsInput, input, "InvalidParameterValue")),
    GetMetricData: (input) => getMetricData(store, parseInput(DataInput, input, "InvalidParameterValue")),
    ListMetrics: (input) => listMetrics(store, parseInput(ListInput, input, "InvalidParameterValue")),
    PutMetricData: (input) => putMetricData(store, parseInput(PutInput, input, "InvalidParameterValue"), now()),
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
  const queries = input.MetricDataQueries.map(toMetricQuery);
  const results = evaluateQueries(store, queries, (periodMs) => alignedGrid(input.StartTime, input.EndTime, periodMs));
  const MetricDataResults = queries
    .filter(({ returnData }) => returnData)
    .flatMap(({ id, label, source }) => {
      const found = results.get(id) ?? [];
      const list: readonly TimeSeries[] = "grid" in found ? [found] : found;
      return list.map((series) => {
        const starts = periodStarts(series.grid);
        const points = series.values.flatMap((value, index) =>
          value === undefined ? [] : [[starts[index] ?? 0, value]],
        );
        if (input.ScanBy !== "TimestampAscending") points.reverse();
        return {
          Id: id,
          Label: label ?? ("metric" in source ? source.metric.name : id),
          Timestamps: points.map(([start = 0]) => start / 1_000),
          Values: points.map(([, value]) => value),
          StatusCode: "Complete",
        };
      });
    });
  return { MetricDataResults, Messages: [] };
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
