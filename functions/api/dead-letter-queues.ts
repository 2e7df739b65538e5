import type { SQSClient } from "@aws-sdk/client-sqs";
import { z } from "zod";
import { createDeadLetterQueue } from "../../adapters/sqs-dead-letter-queue.ts";
import type { DeadLetterQueues } from "../../ports/dead-letter-queue.ts";

/** The variable that names the queues: JSON, the URL of each queue by the name under which operators know it (functions/api/functions.yml). */
export const DeadLetterQueueUrls = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.record(z.string(), z.url()));

/** Makes the dead-letter queues of the API. */
export function deadLetterQueues(client: SQSClient, urls: Readonly<Record<string, string>>): DeadLetterQueues {
  return new Map(Object.entries(urls).map(([name, url]) => [name, createDeadLetterQueue(client, url)]));
}
