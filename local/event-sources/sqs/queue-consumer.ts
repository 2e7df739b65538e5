import type { Queue, ReceivedMessage } from "../../storage/queues/queue.ts";
import type { Connection, Consumer, ConsumerDependencies } from "../consumer.ts";
import { parseRecordFilter } from "../record-filter.ts";
import { createMessageBatch, type MessageBatch } from "./message-batch.ts";
import { deliverMessages } from "./message-delivery.ts";
import type { QueueSettings } from "./queue-settings.ts";
import { sqsEventRecord } from "./sqs-event.ts";

/** What a queue's consumer is started with. */
export interface QueueConsumerSettings {
  readonly queue: Queue;
  readonly connection: Connection;
  readonly settings: QueueSettings;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html: batches at once to begin with, more each minute, and at most. */
const scaling = { atFirst: 5, morePerMinute: 300, most: 1_000 };

/**
 * Starts to hand a queue's messages to a function, several batches at a time. The queue tells when it has messages, also when some become visible
 * again, so nothing is polled. In a FIFO queue a message group whose messages are hidden gives no others, which keeps its order.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function startQueueConsumer(
  dependencies: ConsumerDependencies,
  { queue, connection, settings }: QueueConsumerSettings,
): Consumer {
  const { clock } = dependencies;
  const stop = new AbortController();
  const { signal } = stop;
  const underWay = new Set<Promise<void>>();
  const windowMs = settings.MaximumBatchingWindowInSeconds * 1_000;
  let isGathering = false;
  let busySince = clock.now();
  let lastResult = "No records processed";

  const delivery = {
    dependencies,
    connection,
    settings,
    queue,
    signal,
    onResult: (result: string) => {
      lastResult = result;
    },
  };
  const limits = {
    batchSize: settings.BatchSize,
    toRecord: (message: ReceivedMessage) => sqsEventRecord(connection, message),
    passes: parseRecordFilter(settings.FilterCriteria, "body"),
  };
  const mostAtOnce = () => {
    const scaled = scaling.atFirst + Math.floor(((clock.now() - busySince) / 60_000) * scaling.morePerMinute);
    return Math.min(scaled, settings.ScalingConfig?.MaximumConcurrency ?? scaling.most);
  };
  /** Goes on gathering until the batch is full or the batching window is over. */
  const fill = async (batch: MessageBatch) => {
    if (windowMs === 0 || batch.isFull()) return;
    isGathering = true;
    const full = new AbortController();
    const unsubscribe = queue.onAvailable(() => {
      batch.gather();
      if (batch.isFull()) full.abort();
    });
    // The only way for the sleep to fail is that it is not needed any more.
    await clock.sleep(windowMs, AbortSignal.any([signal, full.signal])).catch(() => {});
    unsubscribe();
    isGathering = false;
    takeBatches();
  };
  const handOver = async (batch: MessageBatch) => {
    await fill(batch);
    await deliverMessages(delivery, batch.messages);
  };
  const takeBatches = () => {
    if (underWay.size === 0) busySince = clock.now();
    while (!signal.aborted && !isGathering && underWay.size < mostAtOnce()) {
      const batch = createMessageBatch(queue, limits);
      batch.gather();
      if (batch.messages.length === 0) return;
      const handedOver = handOver(batch).finally(() => {
        underWay.delete(handedOver);
        takeBatches();
      });
      underWay.add(handedOver);
    }
  };
  const unsubscribe = queue.onAvailable(takeBatches);
  takeBatches();
  return {
    isIdle() {
      const { visible, inFlight } = queue.counts();
      return underWay.size === 0 && visible === 0 && inFlight === 0;
    },
    lastResult: () => lastResult,
    async stop() {
      unsubscribe();
      stop.abort();
      await Promise.all(underWay);
    },
  };
}
