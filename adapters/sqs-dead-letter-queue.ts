import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { DeadLetterQueue, TakenLetter } from "../ports/dead-letter-queue.ts";
import { transient } from "../runtime/faults.ts";
import { faultOf } from "./aws-faults.ts";

/** How long a letter that was taken stays out of sight: longer than any function that takes one may run. */
const visibilitySeconds = 60;

/** Long polling asks all of the queue's servers, so that no answer means no letter: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html */
const waitSeconds = 1;

/** Calls of the batch operations hold ten entries at most. */
const batchSize = 10;

/** A dead-letter queue of SQS. */
export function createDeadLetterQueue(client: SQSClient, queueUrl: string): DeadLetterQueue {
  return {
    async take(most) {
      const { Messages = [] } = await guarded("read a dead-letter queue", () =>
        client.send(
          new ReceiveMessageCommand({
            QueueUrl: queueUrl,
            MaxNumberOfMessages: most,
            VisibilityTimeout: visibilitySeconds,
            WaitTimeSeconds: waitSeconds,
            MessageAttributeNames: ["All"],
            MessageSystemAttributeNames: ["SentTimestamp"],
          }),
        ),
      );
      return Messages.map(
        ({ MessageId = "", ReceiptHandle = "", Body = "", Attributes, MessageAttributes = {} }): TakenLetter => ({
          messageId: MessageId,
          receipt: ReceiptHandle,
          since: new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString(),
          body: Body,
          attributes: Object.fromEntries(
            Object.entries(MessageAttributes).map(([name, { StringValue = "" }]) => [name, StringValue]),
          ),
        }),
      );
    },
    async putBack(letters) {
      for (let from = 0; from < letters.length; from += batchSize) {
        const entries = letters.slice(from, from + batchSize).map(({ receipt }, index) => ({
          Id: String(index),
          ReceiptHandle: receipt,
          VisibilityTimeout: 0,
        }));
        const { Failed = [] } = await guarded("put dead letters back", () =>
          client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries: entries })),
        );
        const ours = Failed.find(({ SenderFault }) => SenderFault !== true);
        if (ours) throw transient(`could not put dead letters back: ${ours.Code ?? "unknown error"}`);
      }
    },
    async remove({ receipt }) {
      await guarded("remove a dead letter", () =>
        client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: receipt })),
      );
    },
    countLying: () => count(client, queueUrl, "ApproximateNumberOfMessages"),
    countTaken: () => count(client, queueUrl, "ApproximateNumberOfMessagesNotVisible"),
  };
}

async function count(
  client: SQSClient,
  queueUrl: string,
  attribute: "ApproximateNumberOfMessages" | "ApproximateNumberOfMessagesNotVisible",
): Promise<number> {
  const { Attributes } = await guarded("look at a dead-letter queue", () =>
    client.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [attribute] })),
  );
  return Number(Attributes?.[attribute] ?? 0);
}

async function guarded<T>(what: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw faultOf(error, what);
  }
}
