/** One record of a shard. */
export interface StreamRecord {
  readonly shardId: string;
  /** 56 decimal digits; later records of a shard compare greater as text. */
  readonly sequenceNumber: string;
  /** How many records the shard took before this one. */
  readonly position: number;
  readonly partitionKey: string;
  /** Base64, as on the wire. */
  readonly data: string;
  /** Milliseconds since the epoch. */
  readonly arrivedAt: number;
}

/** Inclusive bounds of hash keys, within 0 to 2^128 - 1. */
export interface HashKeyRange {
  readonly startingHashKey: bigint;
  readonly endingHashKey: bigint;
}

/** An ordered log of the records whose hash keys fall into its range. */
export interface Shard extends HashKeyRange {
  readonly shardId: string;
  /** The shards that this one took over from when the stream was resharded: none, one (split) or two (merge). */
  readonly parentShardIds: readonly string[];
  readonly startingSequenceNumber: string;
  /** Set once the shard is closed: it takes no more records, and its children do. */
  endingSequenceNumber(): string | undefined;
  /** Position behind the newest record; positions count all records that the shard ever had. */
  end(): number;
  /** Position of the oldest record that is still kept: the trim horizon. */
  horizon(): number;
  /** Position of a sequence number, or `undefined` when the number is not of this shard. */
  positionOf(sequenceNumber: string): number | undefined;
  /** Records from a position on, at most `limit`, and the position of the first of them (records past their retention are gone). */
  read(position: number, limit: number): { readonly from: number; readonly records: readonly StreamRecord[] };
  /** Tells whether a record has outlived the stream's retention period. */
  isExpired(record: StreamRecord): boolean;
  /** Calls the listener after each later record and when the shard closes. Returns how to stop. */
  subscribe(listener: () => void): () => void;
}

/** A shard's writing side, which only its stream has. */
export interface WritableShard extends Shard {
  append(partitionKey: string, data: string): StreamRecord;
  /** Ends the shard. */
  close(): void;
}

/** What a shard needs of its stream. */
export interface ShardDependencies {
  readonly now: () => number;
  /** How long records are kept, in milliseconds. It may change. */
  readonly retentionMs: () => number;
}

/** Shards count up from 0 within a stream: `shardId-000000000000`. */
export function createShard(
  { now, retentionMs }: ShardDependencies,
  index: number,
  range: HashKeyRange,
  parentShardIds: readonly string[] = [],
): WritableShard {
  /** Kept records, and before them `first` expired ones that are not cut off yet: moving the array for each would cost more than they do. */
  let records: StreamRecord[] = [];
  let first = 0;
  let cutOff = 0;
  let isClosed = false;
  const listeners = new Set<() => void>();
  const shardId = `shardId-${String(index).padStart(12, "0")}`;
  const prefix = `49${String(now()).padStart(13, "0")}${String(index).padStart(4, "0")}`;
  const sequenceNumber = (count: number) => `${prefix}${String(count).padStart(37, "0")}`;
  const end = () => cutOff + records.length;
  const isExpired = ({ arrivedAt }: StreamRecord) => arrivedAt < now() - retentionMs();
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  const horizon = () => {
    for (let oldest = records[first]; oldest && isExpired(oldest); oldest = records[first]) first += 1;
    if (first >= 1_000 && first * 2 >= records.length) {
      records = records.slice(first);
      cutOff += first;
      first = 0;
    }
    return cutOff + first;
  };
  return {
    shardId,
    ...range,
    parentShardIds,
    startingSequenceNumber: sequenceNumber(0),
    endingSequenceNumber: () => (isClosed ? sequenceNumber(end() + 1) : undefined),
    end,
    horizon,
    positionOf(number) {
      if (!number.startsWith(prefix) || !/^\d{56}$/.test(number)) return undefined;
      return Math.max(0, Number(number.slice(prefix.length)) - 1);
    },
    read(position, limit) {
      const from = Math.max(position, horizon());
      return { from, records: records.slice(from - cutOff, from - cutOff + limit) };
    },
    isExpired,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    append(partitionKey, data) {
      horizon();
      const position = end();
      const number = sequenceNumber(position + 1);
      const record = { shardId, sequenceNumber: number, position, partitionKey, data, arrivedAt: now() };
      records.push(record);
      tell();
      return record;
    },
    close() {
      isClosed = true;
      tell();
    },
  };
}
