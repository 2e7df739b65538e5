import type { Clock } from "../clock.ts";
import type { MetricStore } from "../cloudwatch/metric-store.ts";
import type { ServiceClient } from "../gateway/service-client.ts";
import type { StepFunctions } from "../step-functions/step-functions-service.ts";

/** What sampling needs of the stack. */
export interface SamplingDependencies {
  readonly metrics: MetricStore;
  readonly clock: Clock;
  readonly client: ServiceClient;
  readonly stepFunctions: StepFunctions;
  readonly onLost: (from: string, reason: string) => void;
}

/** What is looked at once a minute. */
export interface SampledMetrics {
  /** Publishes the messages of a queue, as Amazon SQS does. */
  watchQueue(queueName: string, queueUrl: string): void;
  /**
   * Publishes the calls under way, as Amazon Connect does: the simulated Connect has no such metric, so the running executions of the machine that follows
   * contacts stand for them.
   */
  watchCalls(instanceId: string, machineName: string): void;
  close(): void;
}

const minuteMs = 60_000;
/** Before the full minute, so that the alarms that are evaluated then see this minute's sample. */
const leadMs = 1_000;

/** Starts to sample; nothing is sampled before something is watched. */
export function createSampledMetrics(dependencies: SamplingDependencies): SampledMetrics {
  const { metrics, clock, client, stepFunctions, onLost } = dependencies;
  const stop = new AbortController();
  const samples: (() => Promise<void>)[] = [];

  const run = async () => {
    while (!stop.signal.aborted) {
      const untilNext = minuteMs - ((clock.now() + leadMs) % minuteMs);
      await clock.sleep(untilNext, stop.signal).catch(() => {});
      if (!stop.signal.aborted) await Promise.all(samples.map((sample) => sample()));
    }
  };
  const watch = (sample: () => Promise<void>) => {
    samples.push(sample);
    if (samples.length === 1) void run();
  };
  const publish = (
    namespace: string,
    name: string,
    dimensions: Readonly<Record<string, string>>,
    value: number,
    timestamp: number,
  ) => metrics.put({ namespace, name, unit: "Count", dimensions, value, timestamp });

  return {
    watchQueue(queueName, queueUrl) {
      const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];
      watch(async () => {
        const at = clock.now();
        try {
          const { Attributes } = await client.callJson("sqs", "AmazonSQS.GetQueueAttributes", {
            QueueUrl: queueUrl,
            AttributeNames: names,
          });
          const read = (name: string) => Number(Object(Attributes)[name] ?? 0);
          const dimensions = { QueueName: queueName };
          publish("AWS/SQS", "ApproximateNumberOfMessagesVisible", dimensions, read(names[0] ?? ""), at);
          publish("AWS/SQS", "ApproximateNumberOfMessagesNotVisible", dimensions, read(names[1] ?? ""), at);
        } catch (error) {
          if (!stop.signal.aborted) onLost(queueName, `its messages could not be counted: ${String(error)}`);
        }
      });
    },
    watchCalls(instanceId, machineName) {
      watch(async () => {
        const running = stepFunctions
          .executions()
          .filter(({ machine, status }) => machine.name === machineName && status === "RUNNING").length;
        const dimensions = { InstanceId: instanceId, MetricGroup: "VoiceCalls" };
        publish("AWS/Connect", "ConcurrentCalls", dimensions, running, clock.now());
      });
    },
    close: () => stop.abort(new Error("Sampling has ended.")),
  };
}
