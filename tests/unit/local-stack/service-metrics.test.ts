import { afterEach, describe, expect, it } from "@jest/globals";
import { createMetricStore } from "../../../local/cloudwatch/metric-store.ts";
import type { LambdaHost } from "../../../local/lambda/lambda-host.ts";
import { createSampledMetrics, type SampledMetrics } from "../../../local/stack/sampled-metrics.ts";
import { createServiceMetrics } from "../../../local/stack/service-metrics.ts";
import type { Execution } from "../../../local/step-functions/execution/execution.ts";
import type { RecordedEvent } from "../../../local/step-functions/execution/history.ts";
import { createSteppedClock } from "../../support/stepped-clock.ts";

const start = Date.parse("2026-03-02T01:00:00.000Z");
const minute = 60_000;

/** A store whose values are told as `namespace name dimension=value value`. */
function stage() {
  const metrics = createMetricStore();
  const clock = createSteppedClock(start);
  const told = () =>
    metrics.list().flatMap((identity) =>
      metrics.values(identity).map(({ value }) => {
        const [[name, of] = ["", ""]] = Object.entries(identity.dimensions);
        return `${identity.namespace} ${identity.name} ${name}=${of} ${value}`;
      }),
    );
  return { metrics, clock, told, watch: createServiceMetrics(metrics, clock) };
}

describe("metrics that AWS services publish of themselves", () => {
  it("tell how old the last record of a batch is when a function gets it", async () => {
    const { watch, told } = stage();
    const invoked: string[] = [];
    const host = {
      getFunction: () => ({ functionName: "consumer" }),
      invoke: async (_name: string, payload: string) => {
        invoked.push(payload);
        return { ok: true };
      },
    };
    const functions = watch.watchFunctions(host as unknown as LambdaHost);
    const record = (at: number) => ({ kinesis: { approximateArrivalTimestamp: at / 1_000 } });
    await functions.invoke("consumer", JSON.stringify({ Records: [record(start - 9_000), record(start - 4_000)] }));
    await functions.invoke("consumer", JSON.stringify({ contactId: "no batch" }));
    expect(invoked).toHaveLength(2);
    expect(told()).toEqual(["AWS/Lambda IteratorAge FunctionName=consumer 4000"]);
  });

  it("count executions that start, and how they end", () => {
    const { watch, told } = stage();
    const execution = { machine: { arn: "arn:machine" }, startedAt: start } as unknown as Execution;
    const event = (type: RecordedEvent["type"]): RecordedEvent => ({
      type,
      timestamp: start + 250,
      id: 1,
      previousEventId: 0,
      details: {},
    });
    for (const type of ["ExecutionStarted", "TaskStateEntered", "ExecutionFailed"] as const)
      watch.onExecutionEvent(execution, event(type));
    expect(told()).toEqual([
      "AWS/States ExecutionsStarted StateMachineArn=arn:machine 1",
      "AWS/States ExecutionsFailed StateMachineArn=arn:machine 1",
      "AWS/States ExecutionTime StateMachineArn=arn:machine 250",
    ]);
  });

  it("count records that a stream refuses for want of throughput, and let the fault through", () => {
    const { watch, told } = stage();
    const putFault = watch.watchPuts((_, key) =>
      key === "hot" ? "ProvisionedThroughputExceededException" : undefined,
    );
    expect([putFault("segments", "hot"), putFault("segments", "cold")]).toEqual([
      "ProvisionedThroughputExceededException",
      undefined,
    ]);
    expect(told()).toEqual([
      "AWS/Kinesis WriteProvisionedThroughputExceeded StreamName=segments 1",
      "AWS/Kinesis WriteProvisionedThroughputExceeded StreamName=segments 0",
    ]);
  });
});

describe("what is sampled once a minute", () => {
  let sampled: SampledMetrics | undefined;
  afterEach(() => sampled?.close());

  it("is how many messages lie in a queue, and how many calls are under way", async () => {
    const { metrics, clock, told } = stage();
    const running = { machine: { name: "aicc-dev-contact" }, status: "RUNNING" };
    const executions = [running, running, { ...running, status: "SUCCEEDED" }, { ...running, machine: { name: "b" } }];
    const lost: string[] = [];
    let isAway = false;
    sampled = createSampledMetrics({
      metrics,
      clock,
      client: {
        callJson: async () => {
          if (isAway) throw new Error("away");
          return { Attributes: { ApproximateNumberOfMessages: "3", ApproximateNumberOfMessagesNotVisible: "1" } };
        },
      } as never,
      stepFunctions: { executions: () => executions } as never,
      onLost: (from, reason) => void lost.push(`${from}: ${reason}`),
    });
    sampled.watchQueue("a-dlq", "http://queue");
    sampled.watchCalls("instance-1", "aicc-dev-contact");
    expect(told()).toEqual([]);
    await clock.to(start + minute);
    expect(told().sort()).toEqual([
      "AWS/Connect ConcurrentCalls InstanceId=instance-1 2",
      "AWS/SQS ApproximateNumberOfMessagesNotVisible QueueName=a-dlq 1",
      "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=a-dlq 3",
    ]);
    isAway = true;
    await clock.to(start + 2 * minute);
    expect(lost).toEqual(["a-dlq: its messages could not be counted: Error: away"]);
  });
});
