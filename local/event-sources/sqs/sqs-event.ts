import { systemAttributesOf } from "../../storage/queues/describe-message.ts";
import type { MessageAttribute } from "../../storage/queues/message-attributes.ts";
import type { ReceivedMessage } from "../../storage/queues/queue.ts";
import type { Connection } from "../consumer.ts";

/** One message in the event that Lambda gets for a batch. Source: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
export function sqsEventRecord({ sourceArn, region }: Connection, message: ReceivedMessage) {
  const attributes = Object.entries(message.attributes);
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: systemAttributesOf(message),
    messageAttributes: Object.fromEntries(attributes.map(([name, attribute]) => [name, eventAttribute(attribute)])),
    ...(message.md5OfAttributes === undefined ? {} : { md5OfMessageAttributes: message.md5OfAttributes }),
    md5OfBody: message.md5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: sourceArn,
    awsRegion: region,
  };
}

function eventAttribute({ DataType, StringValue, BinaryValue }: MessageAttribute) {
  return {
    ...(StringValue === undefined ? {} : { stringValue: StringValue }),
    ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}
