import type { buildApp } from "fauxqs";
import { z } from "zod";
import { MessageAttribute } from "./queues/message-attributes.ts";
import type { QueueRegistry } from "./queues/queue-registry.ts";

/** Carries what topics publish to the stack's queues: fauxqs delivers to queues of its own, which are emptied here. */
export interface TopicDelivery {
  /** Prepares for notifications to the queue with this ARN. */
  subscribe(queueArn: string): Promise<void>;
  /** Carries everything that was published so far. */
  deliver(): Promise<void>;
}

const Received = z.object({
  Messages: z
    .array(
      z.object({
        ReceiptHandle: z.string(),
        Body: z.string(),
        MessageAttributes: z.record(z.string(), MessageAttribute).default({}),
        Attributes: z
          .object({ MessageGroupId: z.string().optional(), MessageDeduplicationId: z.string().optional() })
          .default({}),
      }),
    )
    .default([]),
});
type Notification = z.infer<typeof Received>["Messages"][number];

/** @param onLost told of a notification whose queue does not exist */
export function createTopicDelivery(
  app: Pick<ReturnType<typeof buildApp>, "inject">,
  queues: QueueRegistry,
  onLost: (from: string, reason: string) => void,
): TopicDelivery {
  const queueArns = new Set<string>();

  const callInnerQueue = async (operation: string, input: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": `AmazonSQS.${operation}` };
    const { statusCode, body } = await app.inject({
      method: "POST",
      url: "/",
      headers,
      payload: JSON.stringify(input),
    });
    if (statusCode >= 300) throw new Error(`fauxqs refused ${operation}: ${body}`);
    return JSON.parse(body);
  };
  const forward = (queueArn: string, notification: Notification) => {
    const queue = queues.findByArn(queueArn);
    if (!queue) return onLost(queueArn, "a notification of a topic: the queue does not exist");
    const { MessageGroupId: groupId, MessageDeduplicationId: deduplicationId } = notification.Attributes;
    queue.send({
      body: notification.Body,
      attributes: notification.MessageAttributes,
      ...(groupId === undefined ? {} : { groupId }),
      ...(deduplicationId === undefined ? {} : { deduplicationId }),
    });
  };
  const empty = async (queueArn: string) => {
    const QueueUrl = urlOf(queueArn);
    for (;;) {
      const request = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All"] };
      const { Messages } = Received.parse(await callInnerQueue("ReceiveMessage", request));
      if (Messages.length === 0) return;
      for (const notification of Messages) {
        forward(queueArn, notification);
        await callInnerQueue("DeleteMessage", { QueueUrl, ReceiptHandle: notification.ReceiptHandle });
      }
    }
  };
  return {
    async subscribe(queueArn) {
      const QueueName = queueArn.slice(queueArn.lastIndexOf(":") + 1);
      await callInnerQueue("CreateQueue", { QueueName });
      queueArns.add(queueArn);
    },
    async deliver() {
      for (const queueArn of queueArns) await empty(queueArn);
    },
  };
}

/** fauxqs reads only the name from a queue's URL. */
function urlOf(queueArn: string): string {
  return `http://queues/000000000000/${queueArn.slice(queueArn.lastIndexOf(":") + 1)}`;
}
