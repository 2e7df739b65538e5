import type { ServiceClient } from "../gateway/service-client.ts";

/** A message attribute in the form of SQS SendMessage. */
export interface QueueMessageAttribute {
  readonly DataType: "String" | "Number";
  readonly StringValue: string;
}

/** Sends a message to the queue that an ARN names, as a simulated service does for its dead letters. */
export type SendToQueue = (
  queueArn: string,
  body: string,
  attributes?: Readonly<Record<string, QueueMessageAttribute>>,
) => Promise<void>;

/** Makes a {@link SendToQueue} over the gateway. It throws a ServiceError when the queue does not exist or the ARN is no queue's. */
export function sendToQueueOver(services: ServiceClient): SendToQueue {
  return async (queueArn, body, attributes = {}) => {
    await services.callJson("sqs", "AmazonSQS.SendMessage", {
      QueueUrl: queueUrlOf(queueArn),
      MessageBody: body,
      ...(Object.keys(attributes).length > 0 ? { MessageAttributes: attributes } : {}),
    });
  };
}

/** The local SQS reads account and name from a queue's URL, whatever its host is. */
function queueUrlOf(queueArn: string): string {
  const [, , , region, account, name] = queueArn.split(":");
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}
