import { z } from "zod";
import { sqsClient } from "../../../adapters/aws-clients.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { DeadLetterQueueUrls, deadLetterQueues } from "../../api/dead-letter-queues.ts";
import { CheckLettersInput, checkLetters } from "./step.ts";

const env = environment(z.object({ DEAD_LETTER_QUEUES: DeadLetterQueueUrls }));

/** Looks whether letters that were sent back lie in the queue again. */
export const handler = step({
  service: "redrive.check-letters",
  input: CheckLettersInput,
  dependencies: { queues: deadLetterQueues(sqsClient(), env.DEAD_LETTER_QUEUES) },
  run: checkLetters,
});
