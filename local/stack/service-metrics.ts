import type { Clock } from "../clock.ts";
import type { MetricStore } from "../cloudwatch/metric-store.ts";
import type { PutFault } from "../kinesis/kinesis-service.ts";
import type { LambdaHost } from "../lambda/lambda-host.ts";
import type { EventListener } from "../step-functions/execution/execution.ts";

/** Metrics that AWS services publish of themselves and that nobody else here counts, read from what the services tell anyway. */
export interface ServiceMetrics {
  /** The host, with the IteratorAge of every batch of stream records that it is given. */
  watchFunctions(functions: LambdaHost): LambdaHost;
  /** Counts executions that start and end. */
  readonly onExecutionEvent: EventListener;
  /** Counts records that are refused for want of throughput. */
  watchPuts(putFault: PutFault): PutFault;
}

/** Names of AWS/States by the events that an execution's history has for them; https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html */
const executionMetrics: Readonly<Record<string, string>> = {
  ExecutionStarted: "ExecutionsStarted",
  ExecutionSucceeded: "ExecutionsSucceeded",
  ExecutionFailed: "ExecutionsFailed",
  ExecutionTimedOut: "ExecutionsTimedOut",
  ExecutionAborted: "ExecutionsAborted",
};

/** Makes the watchers over a store. */
export function createServiceMetrics(metrics: MetricStore, clock: Clock): ServiceMetrics {
  const publish = (
    namespace: string,
    name: string,
    unit: string,
    dimensions: Readonly<Record<string, string>>,
    value = 1,
  ) => metrics.put({ namespace, name, unit, dimensions, value, timestamp: clock.now() });
  return {
    watchFunctions: (functions) => ({
      ...functions,
      invoke(...call) {
        const [functionName, payload] = call;
        const arrivedAt = newestArrival(payload);
        if (arrivedAt !== undefined) {
          const { functionName: name } = functions.getFunction(functionName);
          publish("AWS/Lambda", "IteratorAge", "Milliseconds", { FunctionName: name }, clock.now() - arrivedAt);
        }
        return functions.invoke(...call);
      },
    }),
    onExecutionEvent({ machine, startedAt }, { type, timestamp }) {
      const name = executionMetrics[type];
      if (name === undefined) return;
      const dimensions = { StateMachineArn: machine.arn };
      publish("AWS/States", name, "Count", dimensions);
      if (type !== "ExecutionStarted")
        publish("AWS/States", "ExecutionTime", "Milliseconds", dimensions, timestamp - startedAt);
    },
    watchPuts: (putFault) => (streamName, partitionKey) => {
      const fault = putFault(streamName, partitionKey);
      const isThrottled = fault === "ProvisionedThroughputExceededException";
      publish(
        "AWS/Kinesis",
        "WriteProvisionedThroughputExceeded",
        "Count",
        { StreamName: streamName },
        isThrottled ? 1 : 0,
      );
      return fault;
    },
  };
}

/** When the last record of a batch came to its stream, epoch milliseconds; `undefined` of anything that is no batch of Kinesis records. */
function newestArrival(payload: string): number | undefined {
  if (!payload.startsWith('{"Records":[') || !payload.includes('"approximateArrivalTimestamp"')) return undefined;
  const times = [...payload.matchAll(/"approximateArrivalTimestamp":\s*([\d.]+)/g)].map(([, seconds]) =>
    Number(seconds),
  );
  const last = times.at(-1);
  return last === undefined ? undefined : last * 1_000;
}
