import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { wallClock } from "../../../local/clock.ts";
import { createAlarms } from "../../../local/cloudwatch/alarms.ts";
import { createCloudWatchService } from "../../../local/cloudwatch/cloudwatch-service.ts";
import { createLogStore } from "../../../local/cloudwatch/log-store.ts";
import { createLogsService } from "../../../local/cloudwatch/logs-service.ts";
import { createMetricStore } from "../../../local/cloudwatch/metric-store.ts";
import { type Gateway, startGateway } from "../../../local/gateway/gateway.ts";

describe("the local CloudWatch, asked by the SDK", () => {
  let gateway: Gateway;
  let metrics: CloudWatchClient;
  let logs: CloudWatchLogsClient;
  const at = Date.UTC(2026, 0, 1);

  beforeAll(async () => {
    gateway = await startGateway();
    const metricStore = createMetricStore();
    for (const [minute, value] of [
      [0, 1],
      [0, 3],
      [1, 10],
      [5, 7],
    ] as const) {
      metricStore.put({
        namespace: "n",
        name: "m",
        dimensions: { d: "1" },
        unit: "Count",
        timestamp: at + minute * 60_000,
        value,
      });
    }
    metricStore.put({ namespace: "n", name: "m", dimensions: {}, unit: "Count", timestamp: at, value: 99 });
    const logStore = createLogStore();
    logStore.append("/g/one", "s1", at, "first error here");
    logStore.append("/g/one", "s2", at + 1, "second fine");
    logStore.append("/g/one", "s1", at + 2, "third error");
    logStore.createGroup("/h/empty");
    const clock = { ...wallClock, now: () => at };
    const alarms = createAlarms({
      store: metricStore,
      clock,
      publish: () => {},
      act: async () => {},
      onLost: () => {},
    });
    const parts = { metrics: metricStore, alarms, dashboards: new Map(), clock, region: "r", accountId: "0" };
    gateway.mount(createCloudWatchService(parts));
    gateway.mount(createLogsService(logStore, (group) => `arn:${group}`));
    const options = {
      endpoint: gateway.endpointUrl,
      region: "r",
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
      maxAttempts: 1,
    };
    metrics = new CloudWatchClient(options);
    logs = new CloudWatchLogsClient(options);
  });
  afterAll(async () => {
    metrics.destroy();
    logs.destroy();
    await gateway.close();
  });

  const range = { StartTime: new Date(at), EndTime: new Date(at + 300_000) };

  it("gives statistics for each period, of one set of dimensions", async () => {
    const { Datapoints } = await metrics.send(
      new GetMetricStatisticsCommand({
        ...range,
        Namespace: "n",
        MetricName: "m",
        Dimensions: [{ Name: "d", Value: "1" }],
        Period: 60,
        Statistics: ["Sum", "SampleCount", "Maximum"],
        ExtendedStatistics: ["p50"],
      }),
    );
    expect(Datapoints).toEqual([
      { Timestamp: new Date(at), Unit: "Count", Sum: 4, SampleCount: 2, Maximum: 3, ExtendedStatistics: { p50: 2 } },
      {
        Timestamp: new Date(at + 60_000),
        Unit: "Count",
        Sum: 10,
        SampleCount: 1,
        Maximum: 10,
        ExtendedStatistics: { p50: 10 },
      },
    ]);
  });

  it("gives several series at once, the newest value first", async () => {
    const metric = { Namespace: "n", MetricName: "m", Dimensions: [{ Name: "d", Value: "1" }] };
    const { MetricDataResults } = await metrics.send(
      new GetMetricDataCommand({
        ...range,
        MetricDataQueries: [{ Id: "a", MetricStat: { Metric: metric, Period: 60, Stat: "Average" } }],
      }),
    );
    expect(MetricDataResults?.[0]).toMatchObject({ Id: "a", Values: [10, 2], StatusCode: "Complete" });
  });

  it("refuses what it cannot compute, instead of answering wrongly", async () => {
    const query = { Id: "a", Expression: "ANOMALY_DETECTION_BAND(m1)" };
    await expect(metrics.send(new GetMetricDataCommand({ ...range, MetricDataQueries: [query] }))).rejects.toThrow(
      /does not know the function ANOMALY_DETECTION_BAND/,
    );
  });

  it("lists metrics, and takes values put by API", async () => {
    await metrics.send(
      new PutMetricDataCommand({ Namespace: "p", MetricData: [{ MetricName: "x", Values: [1, 2], Counts: [1, 3] }] }),
    );
    const { Metrics } = await metrics.send(new ListMetricsCommand({}));
    expect(Metrics?.map(({ Namespace, Dimensions }) => [Namespace, Dimensions?.length])).toEqual([
      ["n", 1],
      ["n", 0],
      ["p", 0],
    ]);
    const { Datapoints } = await metrics.send(
      new GetMetricStatisticsCommand({
        ...range,
        Namespace: "p",
        MetricName: "x",
        Period: 300,
        Statistics: ["Sum", "SampleCount"],
      }),
    );
    expect(Datapoints?.[0]).toMatchObject({ Sum: 7, SampleCount: 4 });
  });

  it("describes log groups and streams", async () => {
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/g" }));
    expect(logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(["/g/one"]);
    const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupName: "/g/one" }));
    expect(logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(["s1", "s2"]);
  });

  it("finds log events by their words, page by page", async () => {
    const input = { logGroupName: "/g/one", filterPattern: "error" };
    const first = await logs.send(new FilterLogEventsCommand({ ...input, limit: 1 }));
    const second = await logs.send(new FilterLogEventsCommand({ ...input, limit: 1, nextToken: first.nextToken }));
    expect([...(first.events ?? []), ...(second.events ?? [])].map(({ message }) => message)).toEqual([
      "first error here",
      "third error",
    ]);
    expect(second.nextToken).toBeUndefined();
    await expect(logs.send(new FilterLogEventsCommand({ ...input, filterPattern: "{ $.level = 1 }" }))).rejects.toThrow(
      /plain and quoted terms/,
    );
  });

  it("reads a stream to its end", async () => {
    const input = { logGroupName: "/g/one", logStreamName: "s1", startFromHead: true };
    const { events, nextForwardToken } = await logs.send(new GetLogEventsCommand(input));
    expect(events?.map(({ message }) => message)).toEqual(["first error here", "third error"]);
    const more = await logs.send(new GetLogEventsCommand({ ...input, nextToken: nextForwardToken }));
    expect([more.events, more.nextForwardToken]).toEqual([[], nextForwardToken]);
  });
});

describe("the log store", () => {
  it("keeps the newest lines of a group", () => {
    const store = createLogStore(10);
    for (let index = 0; index < 100; index += 1) store.append("g", "s", index, String(index));
    const kept = store.events("g") ?? [];
    expect(kept.length).toBeGreaterThanOrEqual(10);
    expect(kept.length).toBeLessThanOrEqual(13);
    expect(kept.at(-1)?.message).toBe("99");
  });
});
