import { createHash } from "node:crypto";

/** One record of a shard. */
export interface StreamRecord {
  readonly shardId: string;
  /** 56 decimal digits; later records of a shard compare greater as text. */
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  /** Base64, as on the wire. */
  readonly data: string;
  /** Milliseconds since the epoch. */
  readonly arrivedAt: number;
}

/** A shard: an ordered log of the records whose partition keys hash into its range. */
export interface Shard {
  readonly shardId: string;
  /** Inclusive bounds of the hash key range, 0 to 2^128 - 1. */
  readonly startingHashKey: bigint;
  readonly endingHashKey: bigint;
  readonly startingSequenceNumber: string;
  /** Position behind the newest record; positions count all records that the shard ever had. */
  end(): number;
  /** Records from a position on, at most `limit`, and the position of the first of them (records past their retention are gone). */
  read(position: number, limit: number): { readonly from: number; readonly records: readonly StreamRecord[] };
  /** Calls the listener with each later record, at once and in order. Returns how to stop. */
  subscribe(listener: (record: StreamRecord) => void): () => void;
}

/** A data stream. */
export interface Stream {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly retentionHours: number;
  readonly shards: readonly Shard[];
  /** Appends a record to the shard that its key belongs to. */
  put(partitionKey: string, data: string, explicitHashKey?: bigint): StreamRecord;
}

const hashKeys = 2n ** 128n;

/** Makes an empty stream whose shards share the hash key range evenly, as CreateStream does. */
export function createStream(
  {
    name,
    arn,
    shardCount,
    retentionHours,
  }: { readonly name: string; readonly arn: string; readonly shardCount: number; readonly retentionHours: number },
  now: () => number,
): Stream {
  const createdAt = now();
  const logs = Array.from({ length: shardCount }, (_, index) =>
    createLog(index, shardCount, createdAt, retentionHours * 3_600_000),
  );
  return {
    name,
    arn,
    createdAt,
    retentionHours,
    shards: logs.map(({ shard }) => shard),
    put(partitionKey, data, explicitHashKey) {
      const hashKey = explicitHashKey ?? hashOf(partitionKey);
      const log = logs.find(({ shard }) => hashKey >= shard.startingHashKey && hashKey <= shard.endingHashKey);
      if (!log) throw new RangeError(`The hash key ${hashKey} lies outside of 0 to 2^128 - 1.`);
      return log.append(partitionKey, data, now());
    },
  };
}

/** MD5 of the partition key as a 128-bit number: https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html#partition-key */
function hashOf(partitionKey: string): bigint {
  return BigInt(`0x${createHash("md5").update(partitionKey, "utf8").digest("hex")}`);
}

function createLog(index: number, count: number, createdAt: number, retentionMs: number) {
  let records: StreamRecord[] = [];
  let trimmed = 0;
  const listeners = new Set<(record: StreamRecord) => void>();
  const shardId = `shardId-${String(index).padStart(12, "0")}`;
  const sequenceNumber = (position: number) =>
    `49${String(createdAt).padStart(13, "0")}${String(index).padStart(4, "0")}${String(position).padStart(37, "0")}`;
  const shard: Shard = {
    shardId,
    startingHashKey: (hashKeys * BigInt(index)) / BigInt(count),
    endingHashKey: (hashKeys * BigInt(index + 1)) / BigInt(count) - 1n,
    startingSequenceNumber: sequenceNumber(0),
    end: () => trimmed + records.length,
    read(position, limit) {
      const from = Math.max(position, trimmed);
      return { from, records: records.slice(from - trimmed, from - trimmed + limit) };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const trim = (now: number) => {
    const kept = records.findIndex(({ arrivedAt }) => arrivedAt >= now - retentionMs);
    const gone = kept === -1 ? records.length : kept;
    // In larger pieces only: moving the array for each record would cost more than the records.
    if (gone < 1_000) return;
    records = records.slice(gone);
    trimmed += gone;
  };
  return {
    shard,
    append(partitionKey: string, data: string, now: number): StreamRecord {
      const record = {
        shardId,
        sequenceNumber: sequenceNumber(trimmed + records.length + 1),
        partitionKey,
        data,
        arrivedAt: now,
      };
      if (records[0] && records[0].arrivedAt < now - retentionMs) trim(now);
      records.push(record);
      for (const listener of listeners) listener(record);
      return record;
    },
  };
}
