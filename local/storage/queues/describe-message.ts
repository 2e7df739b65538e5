import { md5OfAttributes } from "./message-attributes.ts";
import type { QueueMessage, ReceivedMessage } from "./queue.ts";

/** Who sends: nobody is told apart here. */
const senderId = "000000000000";

/**
 * What SQS itself says of a message, in the spelling of ReceiveMessage and of the events that Lambda gets.
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html#API_ReceiveMessage_RequestSyntax
 */
export function systemAttributesOf(message: QueueMessage): Readonly<Record<string, string>> {
  const { groupId, deduplicationId, sequenceNumber, deadLetterSourceArn, firstReceivedAt } = message;
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAt),
    ...(sequenceNumber === undefined ? {} : { SequenceNumber: sequenceNumber }),
    ...(groupId === undefined ? {} : { MessageGroupId: groupId }),
    SenderId: senderId,
    ...(deduplicationId === undefined ? {} : { MessageDeduplicationId: deduplicationId }),
    ...(firstReceivedAt === undefined ? {} : { ApproximateFirstReceiveTimestamp: String(firstReceivedAt) }),
    ...(deadLetterSourceArn === undefined ? {} : { DeadLetterQueueSourceArn: deadLetterSourceArn }),
  };
}

/**
 * A message as ReceiveMessage gives it.
 * @param systemNames names of system attributes, or `All`
 * @param attributeNames names of message attributes, prefixes such as `trace.*`, or `All`
 */
export function describeReceivedMessage(
  message: ReceivedMessage,
  systemNames: readonly string[],
  attributeNames: readonly string[],
) {
  const system = Object.entries(systemAttributesOf(message)).filter(
    ([name]) => systemNames.includes("All") || systemNames.includes(name),
  );
  const wanted = Object.entries(message.attributes).filter(([name]) => isWanted(name, attributeNames));
  const attributes = Object.fromEntries(wanted);
  const md5 = md5OfAttributes(attributes);
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: message.md5OfBody,
    Body: message.body,
    ...(system.length === 0 ? {} : { Attributes: Object.fromEntries(system) }),
    ...(md5 === undefined ? {} : { MessageAttributes: attributes, MD5OfMessageAttributes: md5 }),
  };
}

function isWanted(name: string, wanted: readonly string[]): boolean {
  return wanted.some((pattern) =>
    pattern === "All" || pattern === ".*"
      ? true
      : pattern.endsWith(".*")
        ? name.startsWith(pattern.slice(0, -1))
        : name === pattern,
  );
}
