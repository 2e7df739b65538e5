import { createHash } from "node:crypto";
import type { Shard, StreamRecord } from "../../kinesis/shard.ts";
import type { Stream } from "../../kinesis/stream.ts";
import type { Connection, Consumer, ConsumerDependencies } from "../consumer.ts";
import { parseRecordFilter } from "../record-filter.ts";
import type { Checkpoints } from "./checkpoints.ts";
import { createRecordSizer, kinesisEventRecord } from "./kinesis-event.ts";
import { type Lane, startLane } from "./lane.ts";
import type { StreamSettings } from "./stream-settings.ts";

/** What a stream's consumer is started with. */
export interface StreamConsumerSettings {
  readonly stream: Stream;
  readonly connection: Connection;
  readonly settings: StreamSettings;
  /** Where it goes on, and where it notes how far it has come. */
  readonly checkpoints: Checkpoints;
}

/**
 * Starts to hand a stream's records to a function: each shard for itself, and after a resharding the children when their parents are done.
 * New records are pushed: there is no polling delay, which on AWS is up to a second.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 */
export function startStreamConsumer(
  dependencies: ConsumerDependencies,
  { stream, connection, settings, checkpoints }: StreamConsumerSettings,
): Consumer {
  const stop = new AbortController();
  const { signal } = stop;
  const lanes = new Map<string, readonly Lane[]>();
  const passes = createRecordPasses(connection, settings);
  const sizeOf = createRecordSizer(connection);
  let lastResult = "No records processed";
  const onResult = (result: string) => {
    lastResult = result;
  };
  const laneCount = settings.ParallelizationFactor;

  const isReady = ({ parentShardIds }: Shard) =>
    stream.shards().every((parent) => !parentShardIds.includes(parent.shardId) || checkpoints.isFinished(parent));
  const startReadyShards = () => {
    for (const shard of stream.shards()) {
      if (signal.aborted || lanes.has(shard.shardId) || !isReady(shard)) continue;
      const started = Array.from({ length: laneCount }, (_, lane) =>
        startLane({
          shard,
          start: checkpoints.positionOf(shard, lane, laneCount),
          limits: {
            batchSize: settings.BatchSize,
            sizeOf,
            isWanted: (record) => laneOf(record.partitionKey, laneCount) === lane && passes(record),
          },
          delivery: { dependencies, connection, settings, signal, onResult },
          onMove: (position) => checkpoints.move(shard, lane, position),
        }),
      );
      lanes.set(shard.shardId, started);
      void Promise.all(started.map(({ ended }) => ended)).then(startReadyShards);
    }
  };
  const unsubscribe = stream.onReshard(startReadyShards);
  startReadyShards();
  const allLanes = () => [...lanes.values()].flat();
  return {
    isIdle: () =>
      stream
        .shards()
        .every((shard) => checkpoints.isFinished(shard) || lanes.get(shard.shardId)?.every((lane) => lane.isIdle())),
    lastResult: () => lastResult,
    async stop() {
      unsubscribe();
      stop.abort();
      await Promise.all(allLanes().map(({ ended }) => ended));
    },
  };
}

/** Applies the mapping's filter to what Lambda shows of a record: its own fields, with the data decoded, and the event's. */
function createRecordPasses(
  connection: Connection,
  { FilterCriteria }: StreamSettings,
): (record: StreamRecord) => boolean {
  const filter = parseRecordFilter(FilterCriteria, "data");
  if (!FilterCriteria?.Filters?.length) return () => true;
  return (record) => {
    const { kinesis, ...event } = kinesisEventRecord(connection, record);
    return filter({ ...event, ...kinesis, data: Buffer.from(record.data, "base64").toString("utf8") });
  };
}

/** Any stable and even spread will do: AWS does not publish its own. */
function laneOf(partitionKey: string, lanes: number): number {
  return lanes === 1 ? 0 : createHash("sha1").update(partitionKey).digest().readUInt32BE(0) % lanes;
}
