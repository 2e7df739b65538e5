import type { Queue, ReceivedMessage } from "../../storage/queues/queue.ts";
import { batchBytes } from "../common-settings.ts";

/** A message with the event record that the function will see. */
export interface BatchedMessage {
  readonly message: ReceivedMessage;
  readonly record: Readonly<Record<string, unknown>>;
}

/** A batch in the making. Its messages are hidden in the queue. */
export interface MessageBatch {
  readonly messages: readonly BatchedMessage[];
  isFull(): boolean;
  /** Takes what is visible, as far as there is room. */
  gather(): void;
}

/** What goes into a batch. */
export interface MessageBatchLimits {
  readonly batchSize: number;
  readonly toRecord: (message: ReceivedMessage) => Readonly<Record<string, unknown>>;
  /** Messages that do not pass are deleted, as AWS does with them. */
  readonly passes: (record: Readonly<Record<string, unknown>>) => boolean;
}

/** Messages that SQS gives at once. */
const receiveAtOnce = 10;

/** Makes an empty batch. A message that would make the event too large goes back to the queue. */
export function createMessageBatch(queue: Queue, { batchSize, toRecord, passes }: MessageBatchLimits): MessageBatch {
  const messages: BatchedMessage[] = [];
  let bytes = 0;
  let isFull = false;
  const take = (message: ReceivedMessage) => {
    const record = toRecord(message);
    if (!passes(record)) {
      queue.delete(message.receiptHandle);
      return;
    }
    bytes += Buffer.byteLength(JSON.stringify(record)) + 1;
    isFull ||= messages.length > 0 && bytes > batchBytes;
    if (isFull) queue.changeVisibility(message.receiptHandle, 0);
    else messages.push({ message, record });
  };
  return {
    messages,
    isFull: () => isFull,
    gather() {
      while (!isFull) {
        const received = queue.receive(Math.min(receiveAtOnce, batchSize - messages.length));
        if (received.length === 0) return;
        for (const message of received) take(message);
        isFull ||= messages.length >= batchSize;
      }
    },
  };
}
