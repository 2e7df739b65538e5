import { createHash } from "node:crypto";
import type { Clock } from "../../clock.ts";
import { createAvailability } from "./availability.ts";
import { createDeduplication } from "./deduplication.ts";
import { type MessageAttributes, md5OfAttributes } from "./message-attributes.ts";
import { describeQueueSettings, parseQueueAttributes, type QueueSettings } from "./queue-attributes.ts";

/** What is sent to a queue. */
export interface OutgoingMessage {
  readonly body: string;
  readonly attributes?: MessageAttributes;
  /** Instead of the queue's own delay. */
  readonly delaySeconds?: number;
  /** FIFO queues only. */
  readonly groupId?: string;
  /** FIFO queues only; the SHA-256 of the body where the queue deduplicates by content. */
  readonly deduplicationId?: string;
}

/** A message as the queue keeps it. Times are milliseconds since the epoch. */
export interface QueueMessage {
  readonly messageId: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly attributes: MessageAttributes;
  readonly md5OfAttributes: string | undefined;
  readonly sentAt: number;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly sequenceNumber?: string;
  readonly receiveCount: number;
  readonly firstReceivedAt?: number;
  /** ARN of the queue that the message was a dead letter of. */
  readonly deadLetterSourceArn?: string;
}

/** A message that was received and is hidden for a while. */
export interface ReceivedMessage extends QueueMessage {
  readonly receiptHandle: string;
}

/** An SQS queue whose delays, visibility timeouts, deduplication and retention follow a clock. */
export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  settings(): QueueSettings;
  /** The attributes of GetQueueAttributes, counts of messages included. */
  describe(): Record<string, string>;
  /** @throws ServiceError naming the attribute */
  setAttributes(attributes: Readonly<Record<string, string>>): void;
  /** A message that was sent within the last five minutes under the same deduplication id is not sent again; the first one is returned. */
  send(message: OutgoingMessage): QueueMessage;
  /** Takes over a message from the queue whose dead letter it is. Its age goes on counting, but not in a FIFO queue. */
  acceptDeadLetter(message: QueueMessage, sourceArn: string): void;
  /** Takes up to `most` visible messages and hides them; those received too often go to the dead-letter queue instead. */
  receive(most: number, visibilityTimeoutSeconds?: number): ReceivedMessage[];
  /** Removes a received message. `expired`: of a FIFO queue, and visible again by now. */
  delete(receiptHandle: string): "deleted" | "expired" | "unknown";
  /** Hides a received message for so long from now on. False when it is not hidden any more. */
  changeVisibility(receiptHandle: string, seconds: number): boolean;
  purge(): void;
  /** Calls the listener whenever messages may have become visible, also by the passing of time. Returns how to stop. */
  onAvailable(listener: () => void): () => void;
  /** Messages that can be received now, that are hidden because they were received, and that are not yet due. */
  counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number };
  /** Ends what the queue waits for. */
  close(): void;
}

/** What a queue needs of its service. */
export interface QueueDependencies {
  readonly clock: Clock;
  readonly ids: () => string;
  readonly findQueue: (arn: string) => Queue | undefined;
}

interface Stored {
  message: QueueMessage;
  visibleAt: number;
  /** Set while or after the message is received. */
  receiptHandle?: string;
}

/** Makes an empty queue. @throws ServiceError naming an attribute that is wrong */
export function createQueue(
  { clock, ids, findQueue }: QueueDependencies,
  name: string,
  arn: string,
  given: Readonly<Record<string, string>>,
): Queue {
  let attributes = given;
  let settings = parseQueueAttributes(given);
  const createdAt = clock.now();
  let changedAt = createdAt;
  let sequence = 0;
  /** In the order of sending, which is the order of delivery. */
  const stored = new Map<string, Stored>();
  const byHandle = new Map<string, Stored>();
  const deduplication = createDeduplication(clock.now);
  const availability = createAvailability(clock, () => [...stored.values()].map(({ visibleAt }) => visibleAt));

  const isFifo = () => settings.FifoQueue === "true";
  const isHidden = ({ visibleAt }: Stored) => visibleAt > clock.now();
  const remove = (entry: Stored) => {
    stored.delete(entry.message.messageId);
    if (entry.receiptHandle) byHandle.delete(entry.receiptHandle);
  };
  const keep = (message: QueueMessage, delaySeconds: number) => {
    const visibleAt = clock.now() + delaySeconds * 1_000;
    stored.set(message.messageId, { message, visibleAt });
    availability.changed(visibleAt);
  };
  const expire = () => {
    const oldest = clock.now() - settings.MessageRetentionPeriod * 1_000;
    for (const entry of stored.values()) if (entry.message.sentAt < oldest) remove(entry);
  };
  const toDeadLetters = ({ message }: Stored): boolean => {
    const policy = settings.RedrivePolicy;
    const letters = policy && message.receiveCount >= policy.maxReceiveCount && findQueue(policy.deadLetterTargetArn);
    if (!letters) return false;
    letters.acceptDeadLetter(message, arn);
    return true;
  };
  const hide = (entry: Stored, seconds: number): ReceivedMessage => {
    if (entry.receiptHandle) byHandle.delete(entry.receiptHandle);
    const receiptHandle = ids();
    const { message } = entry;
    entry.message = {
      ...message,
      receiveCount: message.receiveCount + 1,
      firstReceivedAt: message.firstReceivedAt ?? clock.now(),
    };
    entry.receiptHandle = receiptHandle;
    entry.visibleAt = clock.now() + seconds * 1_000;
    byHandle.set(receiptHandle, entry);
    availability.changed(entry.visibleAt);
    return { ...entry.message, receiptHandle };
  };
  const counts = () => {
    expire();
    const hidden = [...stored.values()].filter(isHidden);
    const inFlight = hidden.filter(({ receiptHandle }) => receiptHandle !== undefined).length;
    return { visible: stored.size - hidden.length, inFlight, delayed: hidden.length - inFlight };
  };

  return {
    name,
    arn,
    createdAt,
    settings: () => settings,
    describe() {
      const { visible, inFlight, delayed } = counts();
      return {
        ...describeQueueSettings(settings, attributes),
        QueueArn: arn,
        CreatedTimestamp: String(Math.floor(createdAt / 1_000)),
        LastModifiedTimestamp: String(Math.floor(changedAt / 1_000)),
        ApproximateNumberOfMessages: String(visible),
        ApproximateNumberOfMessagesNotVisible: String(inFlight),
        ApproximateNumberOfMessagesDelayed: String(delayed),
      };
    },
    setAttributes(changes) {
      const changed = { ...attributes, ...changes };
      settings = parseQueueAttributes(changed);
      attributes = changed;
      changedAt = clock.now();
    },
    send({ body, attributes: messageAttributes = {}, delaySeconds = settings.DelaySeconds, groupId, deduplicationId }) {
      const message: QueueMessage = {
        messageId: ids(),
        body,
        md5OfBody: createHash("md5").update(body).digest("hex"),
        attributes: messageAttributes,
        md5OfAttributes: md5OfAttributes(messageAttributes),
        sentAt: clock.now(),
        receiveCount: 0,
        ...(groupId === undefined ? {} : { groupId }),
        ...(isFifo() && deduplicationId !== undefined
          ? { deduplicationId, sequenceNumber: sequenceText(sequence) }
          : {}),
      };
      const first = deduplication.firstOf(message, settings.DeduplicationScope === "messageGroup");
      if (first !== message) return first;
      sequence += 1;
      keep(message, delaySeconds);
      return message;
    },
    acceptDeadLetter(message, deadLetterSourceArn) {
      const sentAt = isFifo() ? clock.now() : message.sentAt;
      keep({ ...message, sentAt, deadLetterSourceArn }, settings.DelaySeconds);
    },
    receive(most, visibilityTimeoutSeconds = settings.VisibilityTimeout) {
      expire();
      const received: ReceivedMessage[] = [];
      const blockedGroups = new Set<string | undefined>();
      for (const entry of stored.values()) {
        if (received.length >= most) break;
        const { groupId } = entry.message;
        if (isFifo() && blockedGroups.has(groupId)) continue;
        if (isHidden(entry)) blockedGroups.add(groupId);
        else if (toDeadLetters(entry)) remove(entry);
        else received.push(hide(entry, visibilityTimeoutSeconds));
      }
      return received;
    },
    delete(receiptHandle) {
      const entry = byHandle.get(receiptHandle);
      if (!entry) return "unknown";
      if (isFifo() && !isHidden(entry)) return "expired";
      remove(entry);
      // The next message of its group may be visible by this.
      if (isFifo()) availability.changed(clock.now());
      return "deleted";
    },
    changeVisibility(receiptHandle, seconds) {
      const entry = byHandle.get(receiptHandle);
      if (!entry || !isHidden(entry)) return false;
      entry.visibleAt = clock.now() + seconds * 1_000;
      availability.changed(entry.visibleAt);
      return true;
    },
    purge() {
      stored.clear();
      byHandle.clear();
    },
    onAvailable: availability.subscribe,
    counts,
    close: availability.close,
  };
}

/** 20 digits, greater for each later message of a queue. */
function sequenceText(count: number): string {
  return `188${String(count).padStart(17, "0")}`;
}
