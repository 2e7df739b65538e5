import { z } from "zod";
import { dynamoClient, sqsClient, stepFunctionsClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createMachines } from "../../../adapters/sfn-machines.ts";
import { createDeadLetters } from "../../../adapters/sqs-dead-letters.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { KinesisBatch } from "../kinesis-batch.ts";
import { consumeContactRecords } from "./step.ts";

const env = environment(
  z.object({
    LEDGER_TABLE: z.string(),
    CONTACT_MACHINE_ARN: z.string(),
    ESCALATION_MACHINE_ARN: z.string(),
    DEAD_LETTER_QUEUE_URL: z.string(),
  }),
);
const ledger = createContactLedger(dynamoClient(), env.LEDGER_TABLE);
const machines = createMachines(stepFunctionsClient(), {
  contact: env.CONTACT_MACHINE_ARN,
  escalation: env.ESCALATION_MACHINE_ARN,
});
const putDeadLetter = createDeadLetters(sqsClient(), env.DEAD_LETTER_QUEUE_URL);

/** Consumes Amazon Connect's stream of contact records. */
export const handler = step({
  service: "stream.consume-contact-records",
  input: KinesisBatch,
  dependencies: { ...ledger, ...machines, putDeadLetter, now: () => new Date() },
  run: consumeContactRecords,
});
