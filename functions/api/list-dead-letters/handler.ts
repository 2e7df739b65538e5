import { z } from "zod";
import { sqsClient } from "../../../adapters/aws-clients.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { DeadLetterQueueUrls, deadLetterQueues } from "../dead-letter-queues.ts";
import { respond } from "../respond.ts";
import { listDeadLetters } from "./step.ts";

const env = environment(z.object({ DEAD_LETTER_QUEUES: DeadLetterQueueUrls }));

/** `GET /dead-letters`: what lies in each dead-letter queue, and why. */
export const handler = step({
  service: "api.list-dead-letters",
  input: z.object({}),
  dependencies: deadLetterQueues(sqsClient(), env.DEAD_LETTER_QUEUES),
  run: (queues) => respond(() => listDeadLetters(queues)),
});
