import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { kinesisClient, lambdaClient, sqsClient } from "../../../adapters/aws-clients.ts";
import { createRecordsAgain } from "../../../adapters/kinesis-records.ts";
import { createInvocationsAgain } from "../../../adapters/lambda-functions.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { DeadLetterQueueUrls, deadLetterQueues } from "../dead-letter-queues.ts";
import { respond } from "../respond.ts";
import { RedriveDeadLettersRequest, redriveDeadLetters } from "./step.ts";

const env = environment(z.object({ DEAD_LETTER_QUEUES: DeadLetterQueueUrls }));

/** `POST /dead-letters/{queue}/redrive`: sends one, some or all letters of a queue back. */
export const handler = step({
  service: "api.redrive-dead-letters",
  input: RedriveDeadLettersRequest,
  dependencies: {
    ...createRecordsAgain(kinesisClient()),
    ...createInvocationsAgain(lambdaClient()),
    queues: deadLetterQueues(sqsClient(), env.DEAD_LETTER_QUEUES),
    sleep: (milliseconds: number) => sleep(milliseconds),
  },
  run: (dependencies, request, tools) => respond(() => redriveDeadLetters(dependencies, request, tools)),
});
