import { z } from "zod";
import { dynamoClient, sqsClient, stepFunctionsSyncClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createMachines } from "../../../adapters/sfn-machines.ts";
import { createDeadLetters } from "../../../adapters/sqs-dead-letters.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { KinesisBatch } from "../kinesis-batch.ts";
import { consumeSegments } from "./step.ts";

const env = environment(
  z.object({ LEDGER_TABLE: z.string(), UTTERANCE_MACHINE_ARN: z.string(), DEAD_LETTER_QUEUE_URL: z.string() }),
);
const ledger = createContactLedger(dynamoClient(), env.LEDGER_TABLE);
const machines = createMachines(stepFunctionsSyncClient(), { utterance: env.UTTERANCE_MACHINE_ARN });
const putDeadLetter = createDeadLetters(sqsClient(), env.DEAD_LETTER_QUEUE_URL);

/** Consumes the stream of transcript segments. */
export const handler = step({
  service: "stream.consume-segments",
  input: KinesisBatch,
  dependencies: { ...ledger, ...machines, putDeadLetter, now: () => new Date() },
  run: consumeSegments,
});
