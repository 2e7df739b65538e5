import type { Clock } from "../clock.ts";
import type { FunctionInvoker } from "../lambda/function-invoker.ts";
import { type BatchSettings, deliverBatch } from "./batch-delivery.ts";
import type { Shard, Stream, StreamRecord } from "./stream.ts";

/** How a function consumes a stream (`AWS::Lambda::EventSourceMapping`); defaults as in the table F of AWS's documentation, applied by the caller. */
export interface EventSourceMappingSettings extends BatchSettings {
  readonly stream: Stream;
  readonly startingPosition: "TRIM_HORIZON" | "LATEST";
  readonly batchSize: number;
  readonly maximumBatchingWindowSeconds: number;
  /** Batches of one shard that may be under way at once, 1 to 10. Records of one partition key stay in order. */
  readonly parallelizationFactor: number;
}

/** What a mapping needs of the stack. */
export interface EventSourceMappingDependencies {
  readonly clock: Clock;
  readonly functions: FunctionInvoker;
  /** Sends a message to the on-failure queue named by ARN. */
  readonly sendToQueue: (queueArn: string, body: string) => Promise<void>;
  /** Told of records that were given up and which no destination took. */
  readonly onLost: (functionName: string, reason: string) => void;
}

/** A running mapping. */
export interface EventSourceMapping {
  /** True when every record that has arrived was processed or given up. */
  isIdle(): boolean;
  close(): void;
}

/** The largest event that Lambda takes synchronously, less room for the envelope of the records. */
const batchBytes = 4_500_000;

/**
 * Starts to hand a stream's records to a function. New records are pushed: there is no polling delay, which on AWS is up to a second.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
 */
export function startEventSourceMapping(
  dependencies: EventSourceMappingDependencies,
  settings: EventSourceMappingSettings,
): EventSourceMapping {
  const stop = new AbortController();
  const lanes = settings.stream.shards.flatMap((shard) => startShard(dependencies, settings, shard, stop.signal));
  return {
    isIdle: () => lanes.every((lane) => lane.isIdle()),
    close: () => stop.abort(new Error("The event source mapping is closed.")),
  };
}

interface Lane {
  push(record: StreamRecord): void;
  isIdle(): boolean;
}

function startShard(
  dependencies: EventSourceMappingDependencies,
  settings: EventSourceMappingSettings,
  shard: Shard,
  signal: AbortSignal,
): Lane[] {
  const lanes = Array.from({ length: settings.parallelizationFactor }, () =>
    createLane(dependencies, settings, signal),
  );
  const push = (record: StreamRecord) => lanes[laneOf(record.partitionKey, lanes.length)]?.push(record);
  if (settings.startingPosition === "TRIM_HORIZON") shard.read(0, Number.POSITIVE_INFINITY).records.forEach(push);
  signal.addEventListener("abort", shard.subscribe(push));
  return lanes;
}

/** Any stable spread will do: AWS does not publish its own. */
function laneOf(partitionKey: string, lanes: number): number {
  let hash = 0;
  for (const character of partitionKey) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % lanes;
}

function createLane(
  dependencies: EventSourceMappingDependencies,
  settings: EventSourceMappingSettings,
  signal: AbortSignal,
): Lane {
  const queue: StreamRecord[] = [];
  let isRunning = false;
  let wake: (() => void) | undefined;

  const drain = async () => {
    isRunning = true;
    while (queue.length > 0 && !signal.aborted) {
      try {
        await gather();
        await deliverBatch(dependencies, settings, takeBatch(queue, settings.batchSize), signal);
      } catch (error) {
        if (!signal.aborted) dependencies.onLost(settings.functionName, String(error));
      }
    }
    isRunning = false;
  };
  /** Waits for a full batch, but no longer than the batching window. */
  const gather = async () => {
    if (settings.maximumBatchingWindowSeconds === 0 || queue.length >= settings.batchSize) return;
    const full = new AbortController();
    wake = () => queue.length >= settings.batchSize && full.abort();
    const either = AbortSignal.any([signal, full.signal]);
    await dependencies.clock.sleep(settings.maximumBatchingWindowSeconds * 1_000, either).catch(() => {});
    wake = undefined;
  };
  return {
    push(record) {
      queue.push(record);
      wake?.();
      if (!isRunning) void drain();
    },
    isIdle: () => !isRunning && queue.length === 0,
  };
}

function takeBatch(queue: StreamRecord[], batchSize: number): StreamRecord[] {
  let bytes = 0;
  const tooFar = queue.findIndex((record, index) => {
    bytes += record.data.length;
    return index >= batchSize || (index > 0 && bytes > batchBytes);
  });
  return queue.splice(0, tooFar === -1 ? queue.length : tooFar);
}
