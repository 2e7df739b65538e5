import { createHash } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { JsonOperation } from "../../gateway/json-protocol.ts";
import { parseInput } from "../../gateway/parse-input.ts";
import { ServiceError, type ServiceRequest } from "../../gateway/service.ts";
import { describeReceivedMessage } from "./describe-message.ts";
import { MessageAttribute, messageBytes } from "./message-attributes.ts";
import type { Queue } from "./queue.ts";
import type { QueueRegistry } from "./queue-registry.ts";

/** Characters that XML 1.0 does not allow, and SQS neither: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const forbidden = /[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

const SendEntry = z.object({
  MessageBody: z.string().min(1),
  DelaySeconds: z.number().int().min(0).max(900).optional(),
  MessageAttributes: z.record(z.string(), MessageAttribute).default({}),
  MessageGroupId: z.string().max(128).optional(),
  MessageDeduplicationId: z.string().max(128).optional(),
});
type SendEntry = z.infer<typeof SendEntry>;

const QueueUrl = { QueueUrl: z.string() };
const Id = { Id: z.string().regex(/^[\w-]{1,80}$/) };
const Handle = z.object({ ReceiptHandle: z.string() });
const Visibility = Handle.extend({ VisibilityTimeout: z.number().int().min(0).max(43_200) });
const ReceiveInput = z.object({
  ...QueueUrl,
  MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
  VisibilityTimeout: z.number().int().min(0).max(43_200).optional(),
  WaitTimeSeconds: z.number().int().min(0).max(20).optional(),
  AttributeNames: z.array(z.string()).default([]),
  MessageSystemAttributeNames: z.array(z.string()).default([]),
  MessageAttributeNames: z.array(z.string()).default([]),
});

const batchLimit = 10;

/** The operations on messages. */
export function createMessageOperations(queues: QueueRegistry, clock: Clock): Readonly<Record<string, JsonOperation>> {
  return {
    SendMessage: (raw) => {
      const { QueueUrl: url, ...entry } = parseInput(SendEntry.extend(QueueUrl), raw, "InvalidParameterValue");
      return send(queues.find(url), entry);
    },
    SendMessageBatch: (raw) => batch(queues, raw, SendEntry, send),
    DeleteMessage: (raw) => {
      const { QueueUrl: url, ...entry } = parseInput(Handle.extend(QueueUrl), raw, "InvalidParameterValue");
      return remove(queues.find(url), entry);
    },
    DeleteMessageBatch: (raw) => batch(queues, raw, Handle, remove),
    ChangeMessageVisibility: (raw) => {
      const { QueueUrl: url, ...entry } = parseInput(Visibility.extend(QueueUrl), raw, "InvalidParameterValue");
      return changeVisibility(queues.find(url), entry);
    },
    ChangeMessageVisibilityBatch: (raw) => batch(queues, raw, Visibility, changeVisibility),
    ReceiveMessage: async (raw, request) => {
      const input = parseInput(ReceiveInput, raw, "InvalidParameterValue");
      const queue = queues.find(input.QueueUrl);
      const receive = () => queue.receive(input.MaxNumberOfMessages, input.VisibilityTimeout);
      const waitSeconds = input.WaitTimeSeconds ?? queue.settings().ReceiveMessageWaitTimeSeconds;
      let messages = receive();
      if (messages.length === 0 && waitSeconds > 0) messages = await poll(queue, receive, waitSeconds, clock, request);
      if (messages.length === 0) return {};
      const systemNames = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
      return {
        Messages: messages.map((message) => describeReceivedMessage(message, systemNames, input.MessageAttributeNames)),
      };
    },
  };
}

/** Long polling: tries again whenever a message may be there, until the time is over or the client has gone. */
async function poll<T>(
  queue: Queue,
  receive: () => T[],
  waitSeconds: number,
  clock: Clock,
  request: ServiceRequest,
): Promise<T[]> {
  const stop = new AbortController();
  const end = () => stop.abort();
  let messages: T[] = [];
  const unsubscribe = queue.onAvailable(() => {
    if (messages.length > 0 || stop.signal.aborted) return;
    messages = receive();
    if (messages.length > 0) end();
  });
  const connection = "stream" in request ? request.stream : request.socket;
  connection.once("close", end);
  // The only way for the sleep to fail is that it is not needed any more.
  await clock.sleep(waitSeconds * 1_000, stop.signal).catch(() => {});
  connection.off("close", end);
  unsubscribe();
  return messages;
}

function send(queue: Queue, entry: SendEntry): Readonly<Record<string, string>> {
  const { MessageBody: body, MessageAttributes: attributes, DelaySeconds, MessageGroupId: groupId } = entry;
  const { FifoQueue, MaximumMessageSize } = queue.settings();
  if (forbidden.test(body))
    throw new ServiceError("InvalidMessageContents", "The message body holds characters that XML 1.0 does not allow.");
  if (messageBytes(body, attributes) > MaximumMessageSize)
    throw new ServiceError(
      "InvalidParameterValue",
      `One or more parameters are invalid. Reason: Message must be shorter than ${MaximumMessageSize} bytes.`,
    );
  const deduplicationId = FifoQueue === "true" ? fifoDeduplicationId(queue, entry) : undefined;
  const message = queue.send({
    body,
    attributes,
    ...(DelaySeconds === undefined || FifoQueue === "true" ? {} : { delaySeconds: DelaySeconds }),
    ...(groupId === undefined ? {} : { groupId }),
    ...(deduplicationId === undefined ? {} : { deduplicationId }),
  });
  return {
    MessageId: message.messageId,
    MD5OfMessageBody: message.md5OfBody,
    ...(message.md5OfAttributes === undefined ? {} : { MD5OfMessageAttributes: message.md5OfAttributes }),
    ...(message.sequenceNumber === undefined ? {} : { SequenceNumber: message.sequenceNumber }),
  };
}

function fifoDeduplicationId(queue: Queue, entry: SendEntry): string {
  if (!entry.MessageGroupId)
    throw new ServiceError("MissingParameter", "The request must contain the parameter MessageGroupId.");
  if (entry.DelaySeconds)
    throw new ServiceError(
      "InvalidParameterValue",
      `Value ${entry.DelaySeconds} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  if (entry.MessageDeduplicationId) return entry.MessageDeduplicationId;
  if (queue.settings().ContentBasedDeduplication === "true")
    return createHash("sha256").update(entry.MessageBody).digest("hex");
  throw new ServiceError(
    "InvalidParameterValue",
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  );
}

function remove(queue: Queue, { ReceiptHandle }: z.infer<typeof Handle>): Readonly<Record<string, string>> {
  if (queue.delete(ReceiptHandle) === "expired")
    throw new ServiceError(
      "InvalidParameterValue",
      `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
    );
  return {};
}

function changeVisibility(queue: Queue, entry: z.infer<typeof Visibility>): Readonly<Record<string, string>> {
  if (queue.changeVisibility(entry.ReceiptHandle, entry.VisibilityTimeout)) return {};
  throw new ServiceError(
    "MessageNotInflight",
    "The message referred to is not in flight: it was deleted, or its visibility timeout is over.",
  );
}

/** Does the same to each entry of a batch; an entry's error is its own and fails no other. */
function batch<T>(
  queues: QueueRegistry,
  raw: unknown,
  entrySchema: z.ZodType<T>,
  act: (queue: Queue, entry: T) => Readonly<Record<string, string>>,
) {
  const Input = z.object({ ...QueueUrl, Entries: z.array(z.looseObject(Id)) });
  const input = parseInput(Input, raw, "InvalidBatchEntryId");
  const ids = input.Entries.map(({ Id: id }) => id);
  if (ids.length === 0)
    throw new ServiceError("EmptyBatchRequest", "There should be at least one entry in the request.");
  if (ids.length > batchLimit)
    throw new ServiceError("TooManyEntriesInBatchRequest", `Maximum number of entries per request are ${batchLimit}.`);
  if (new Set(ids).size < ids.length)
    throw new ServiceError("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
  const queue = queues.find(input.QueueUrl);
  const successful: unknown[] = [];
  const failed: unknown[] = [];
  for (const entry of input.Entries) {
    try {
      successful.push({ Id: entry.Id, ...act(queue, parseInput(entrySchema, entry, "InvalidParameterValue")) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      failed.push({ Id: entry.Id, SenderFault: true, Code: error.name, Message: error.message });
    }
  }
  return { Successful: successful, ...(failed.length > 0 ? { Failed: failed } : {}) };
}
