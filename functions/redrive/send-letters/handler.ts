import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { dynamoClient, kinesisClient, lambdaClient, sqsClient } from "../../../adapters/aws-clients.ts";
import { createRemedyBook } from "../../../adapters/dynamo-remedy-book.ts";
import { createRecordsAgain } from "../../../adapters/kinesis-records.ts";
import { createInvocationsAgain } from "../../../adapters/lambda-functions.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { DeadLetterQueueUrls, deadLetterQueues } from "../../api/dead-letter-queues.ts";
import { SendLettersInput, sendLetters } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string(), DEAD_LETTER_QUEUES: DeadLetterQueueUrls }));
const now = () => new Date();

/** Sends back one round of letters. */
export const handler = step({
  service: "redrive.send-letters",
  input: SendLettersInput,
  dependencies: {
    ...createRecordsAgain(kinesisClient()),
    ...createInvocationsAgain(lambdaClient()),
    ...createRemedyBook(dynamoClient(), env.LEDGER_TABLE, now),
    queues: deadLetterQueues(sqsClient(), env.DEAD_LETTER_QUEUES),
    sleep: (milliseconds: number) => sleep(milliseconds),
    now,
  },
  run: sendLetters,
});
