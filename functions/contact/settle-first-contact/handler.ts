import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { dynamoClient, logsClient } from "../../../adapters/aws-clients.ts";
import { createEmissionLog } from "../../../adapters/cloudwatch-emission-log.ts";
import { createCallbackBook } from "../../../adapters/dynamo-callback-book.ts";
import { createCallerHistory } from "../../../adapters/dynamo-caller-history.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createEmissionLedger } from "../../../adapters/dynamo-emission-ledger.ts";
import { createFirstContacts } from "../../../adapters/dynamo-first-contacts.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { ContactInput } from "../contact-input.ts";
import { settleFirstContact } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string(), AWS_LAMBDA_LOG_GROUP_NAME: z.string() }));
const dynamo = dynamoClient();
const now = () => new Date();

/** Judges what a closed contact was to its matter, and counts it for first-contact resolution. */
export const handler = step({
  service: "contact.settle-first-contact",
  input: ContactInput,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createEmissionLedger(dynamo, env.LEDGER_TABLE),
    ...createEmissionLog(logsClient(), env.AWS_LAMBDA_LOG_GROUP_NAME),
    ...createCallerHistory(dynamo, env.LEDGER_TABLE, now),
    ...createCallbackBook(dynamo, env.LEDGER_TABLE),
    ...createFirstContacts(dynamo, env.LEDGER_TABLE),
    now,
    sleep,
  },
  run: settleFirstContact,
});
