import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { PutDeadLetter } from "../ports/dead-letters.ts";
import { faultOf } from "./aws-faults.ts";

/** Dead letters as messages of one queue. */
export function createDeadLetters(client: SQSClient, queueUrl: string): PutDeadLetter {
  return async (letter) => {
    try {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(letter) }));
    } catch (error) {
      throw faultOf(error, "lay aside a dead letter");
    }
  };
}
