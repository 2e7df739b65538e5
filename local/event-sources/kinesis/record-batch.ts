import type { Shard, StreamRecord } from "../../kinesis/shard.ts";
import { batchBytes } from "../common-settings.ts";

/** A batch in the making: records of a shard from a position on. */
export interface RecordBatch {
  readonly records: readonly StreamRecord[];
  /** Whether nothing more goes into it: it has its number of records, or another would make the event too large. */
  isFull(): boolean;
  /** Position behind everything that was looked at; records that are not wanted count. */
  end(): number;
  /** Takes what has arrived since, as far as there is room. */
  gather(): void;
}

/** What goes into a batch. */
export interface BatchLimits {
  readonly batchSize: number;
  /** Bytes that a record takes in the event. */
  readonly sizeOf: (record: StreamRecord) => number;
  /** The records that belong into the batch; the others are passed over. */
  readonly isWanted: (record: StreamRecord) => boolean;
  /** Told how many records had outlived their retention before they were looked at. */
  readonly onGap: (count: number) => void;
}

/** Makes an empty batch that begins at a position of a shard. */
export function createRecordBatch(
  shard: Shard,
  start: number,
  { batchSize, sizeOf, isWanted, onGap }: BatchLimits,
): RecordBatch {
  const records: StreamRecord[] = [];
  let position = start;
  let bytes = 0;
  let isFull = false;
  /** @returns false when the record has no room */
  const take = (record: StreamRecord): boolean => {
    bytes += sizeOf(record);
    if (records.length > 0 && bytes > batchBytes) return false;
    records.push(record);
    return true;
  };
  return {
    records,
    isFull: () => isFull,
    end: () => position,
    gather() {
      while (!isFull) {
        const { from, records: found } = shard.read(position, 1_000);
        if (from > position) onGap(from - position);
        position = from;
        if (found.length === 0) return;
        for (const record of found) {
          isFull = isWanted(record) && !take(record);
          if (isFull) return;
          position = record.position + 1;
          isFull = records.length >= batchSize;
          if (isFull) return;
        }
      }
    },
  };
}
