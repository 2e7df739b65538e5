import { createHash } from "node:crypto";
import { ServiceError } from "../gateway/service.ts";
import { createShard, type HashKeyRange, type Shard, type StreamRecord, type WritableShard } from "./shard.ts";

/** A data stream. */
export interface Stream {
  readonly name: string;
  readonly arn: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** How long records are kept. */
  retentionHours(): number;
  setRetentionHours(hours: number): void;
  /** The largest record, partition key included. */
  maxRecordBytes(): number;
  setMaxRecordBytes(bytes: number): void;
  /** Open and closed shards, the oldest first. */
  shards(): readonly Shard[];
  /** Calls the listener after each resharding. Returns how to stop. */
  onReshard(listener: () => void): () => void;
  /** Appends a record to the open shard that its key belongs to. */
  put(partitionKey: string, data: string, explicitHashKey?: bigint): StreamRecord;
  /** Closes a shard for two that share its range, the second from `newStartingHashKey` on. @throws ServiceError */
  split(shardId: string, newStartingHashKey: bigint): void;
  /** Closes two shards with adjacent ranges for one that has both. @throws ServiceError */
  merge(shardId: string, adjacentShardId: string): void;
}

/** What a stream is made with. */
export interface StreamSettings {
  readonly name: string;
  readonly arn: string;
  readonly shardCount: number;
  /** 24 unless told. */
  readonly retentionHours?: number;
  /** 1 MiB unless told. */
  readonly maxRecordBytes?: number;
}

const hashKeys = 2n ** 128n;

/** Makes an empty stream whose shards share the hash key range evenly, as CreateStream does. */
export function createStream(settings: StreamSettings, now: () => number): Stream {
  const { name, arn, shardCount } = settings;
  let retentionHours = settings.retentionHours ?? 24;
  let maxRecordBytes = settings.maxRecordBytes ?? 1_048_576;
  const dependencies = { now, retentionMs: () => retentionHours * 3_600_000 };
  const shards = evenRanges(shardCount).map((range, index) => createShard(dependencies, index, range));
  const listeners = new Set<() => void>();

  const isOpen = (shard: Shard) => shard.endingSequenceNumber() === undefined;
  const openShard = (shardId: string): WritableShard => {
    const shard = shards.find((candidate) => candidate.shardId === shardId);
    if (!shard)
      throw new ServiceError("ResourceNotFoundException", `Could not find shard ${shardId} in stream ${name}.`);
    if (!isOpen(shard))
      throw new ServiceError("InvalidArgumentException", `Shard ${shardId} in stream ${name} is already closed.`);
    return shard;
  };
  const replace = (parents: readonly WritableShard[], ranges: readonly HashKeyRange[]) => {
    for (const parent of parents) parent.close();
    const parentIds = parents.map(({ shardId }) => shardId);
    for (const range of ranges) shards.push(createShard(dependencies, shards.length, range, parentIds));
    for (const listener of [...listeners]) listener();
  };

  return {
    name,
    arn,
    createdAt: now(),
    retentionHours: () => retentionHours,
    setRetentionHours(hours) {
      retentionHours = hours;
    },
    maxRecordBytes: () => maxRecordBytes,
    setMaxRecordBytes(bytes) {
      maxRecordBytes = bytes;
    },
    shards: () => shards,
    onReshard(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    put(partitionKey, data, explicitHashKey) {
      const hashKey = explicitHashKey ?? hashOf(partitionKey);
      const shard = shards.find((candidate) => isOpen(candidate) && isWithin(hashKey, candidate));
      if (!shard) throw new RangeError(`The hash key ${hashKey} lies outside of 0 to 2^128 - 1.`);
      return shard.append(partitionKey, data);
    },
    split(shardId, newStartingHashKey) {
      const shard = openShard(shardId);
      const { startingHashKey, endingHashKey } = shard;
      if (newStartingHashKey <= startingHashKey || newStartingHashKey >= endingHashKey)
        throw new ServiceError(
          "InvalidArgumentException",
          `NewStartingHashKey ${newStartingHashKey} used in SplitShard() on shard ${shardId} in stream ${name} is not both greater than one plus the shard's StartingHashKey ${startingHashKey} and less than the shard's EndingHashKey ${endingHashKey}.`,
        );
      replace(
        [shard],
        [
          { startingHashKey, endingHashKey: newStartingHashKey - 1n },
          { startingHashKey: newStartingHashKey, endingHashKey },
        ],
      );
    },
    merge(shardId, adjacentShardId) {
      const shard = openShard(shardId);
      const adjacent = openShard(adjacentShardId);
      const [lower, upper] = shard.startingHashKey < adjacent.startingHashKey ? [shard, adjacent] : [adjacent, shard];
      if (lower.endingHashKey + 1n !== upper.startingHashKey)
        throw new ServiceError(
          "InvalidArgumentException",
          `Shards ${shardId} and ${adjacentShardId} in stream ${name} are not an adjacent pair of shards eligible for merging.`,
        );
      replace([shard, adjacent], [{ startingHashKey: lower.startingHashKey, endingHashKey: upper.endingHashKey }]);
    },
  };
}

function evenRanges(count: number): HashKeyRange[] {
  return Array.from({ length: count }, (_, index) => ({
    startingHashKey: (hashKeys * BigInt(index)) / BigInt(count),
    endingHashKey: (hashKeys * BigInt(index + 1)) / BigInt(count) - 1n,
  }));
}

function isWithin(hashKey: bigint, { startingHashKey, endingHashKey }: HashKeyRange): boolean {
  return hashKey >= startingHashKey && hashKey <= endingHashKey;
}

/** MD5 of the partition key as a 128-bit number: https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html#partition-key */
function hashOf(partitionKey: string): bigint {
  return BigInt(`0x${createHash("md5").update(partitionKey, "utf8").digest("hex")}`);
}
