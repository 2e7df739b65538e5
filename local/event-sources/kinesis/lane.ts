import type { Clock } from "../../clock.ts";
import type { Shard, StreamRecord } from "../../kinesis/shard.ts";
import { type BatchDelivery, deliverBatch } from "./batch-delivery.ts";
import { type BatchLimits, createRecordBatch, type RecordBatch } from "./record-batch.ts";

/** One of the sequences of batches in which a shard is consumed; where there are several, each has the partition keys of its own. */
export interface Lane {
  /** True when it waits for records and has looked at all that there are. */
  isIdle(): boolean;
  /** Resolves when the lane has ended: its signal was aborted, or its shard is closed and consumed. */
  readonly ended: Promise<void>;
}

/** What a lane is started with. */
export interface LaneSettings {
  readonly shard: Shard;
  readonly start: number;
  readonly limits: Omit<BatchLimits, "onGap">;
  readonly delivery: Omit<BatchDelivery, "settle" | "shard">;
  /** Told of each position before which everything of the lane is done. */
  readonly onMove: (position: number) => void;
}

/** Starts to hand the wanted records of a shard to the function, batch after batch. */
export function startLane({ shard, start, limits, delivery, onMove }: LaneSettings): Lane {
  const { signal, settings, connection, dependencies } = delivery;
  let position = start;
  let isWaiting = false;
  const moveTo = (next: number) => {
    position = next;
    onMove(next);
  };
  const onGap = (count: number) =>
    dependencies.onLost(
      connection.functionName,
      `${count} record(s) of ${shard.shardId} outlived the stream's retention period before they were read`,
    );
  const settle = (record: StreamRecord) => moveTo(record.position + 1);

  const run = async () => {
    while (!signal.aborted) {
      const batch = createRecordBatch(shard, position, { ...limits, onGap });
      batch.gather();
      if (batch.records.length === 0) {
        moveTo(batch.end());
        if (shard.endingSequenceNumber() !== undefined) return;
        isWaiting = true;
        await nextRecord(shard, signal);
        isWaiting = false;
        continue;
      }
      await fill(batch, shard, settings.MaximumBatchingWindowInSeconds, dependencies.clock, signal);
      if (signal.aborted) return;
      await deliverBatch({ ...delivery, shard, settle }, batch.records);
      if (position > (batch.records.at(-1)?.position ?? position)) moveTo(batch.end());
    }
  };
  return { ended: run(), isIdle: () => isWaiting && position >= shard.end() };
}

/** Resolves when the shard has changed, or at once when the signal is aborted. */
function nextRecord(shard: Shard, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      unsubscribe();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const unsubscribe = shard.subscribe(done);
    signal.addEventListener("abort", done);
  });
}

/** Goes on gathering until the batch is full or the batching window is over. */
async function fill(
  batch: RecordBatch,
  shard: Shard,
  windowSeconds: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  if (windowSeconds === 0 || batch.isFull()) return;
  const full = new AbortController();
  const unsubscribe = shard.subscribe(() => {
    batch.gather();
    if (batch.isFull() || shard.endingSequenceNumber() !== undefined) full.abort();
  });
  // The only way for the sleep to fail is that it is not needed any more.
  await clock.sleep(windowSeconds * 1_000, AbortSignal.any([signal, full.signal])).catch(() => {});
  unsubscribe();
}
