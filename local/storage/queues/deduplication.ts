import type { QueueMessage } from "./queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html */
const intervalMs = 300_000;

/** Remembers what a FIFO queue was sent within the deduplication interval. */
export interface Deduplication {
  /**
   * The first message with this one's deduplication id: itself when there was none, or when it has no id.
   * @param isByGroup whether ids are told apart by message group
   */
  firstOf(message: QueueMessage, isByGroup: boolean): QueueMessage;
}

/** @param now milliseconds since the epoch */
export function createDeduplication(now: () => number): Deduplication {
  const seen = new Map<string, QueueMessage>();
  return {
    firstOf(message, isByGroup) {
      if (message.deduplicationId === undefined) return message;
      // In the order of sending: the oldest come first.
      for (const [key, { sentAt }] of seen) {
        if (sentAt >= now() - intervalMs) break;
        seen.delete(key);
      }
      const key = JSON.stringify([isByGroup ? message.groupId : "", message.deduplicationId]);
      const first = seen.get(key);
      if (first) return first;
      seen.set(key, message);
      return message;
    },
  };
}
