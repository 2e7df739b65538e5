import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { dynamoClient, logsClient } from "../../../adapters/aws-clients.ts";
import { createEmissionLog } from "../../../adapters/cloudwatch-emission-log.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createEmissionLedger } from "../../../adapters/dynamo-emission-ledger.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { ContactInput } from "../contact-input.ts";
import { emitContactMetrics } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string(), AWS_LAMBDA_LOG_GROUP_NAME: z.string() }));
const dynamo = dynamoClient();

/** Emits a closed contact's metrics as CloudWatch embedded metrics. */
export const handler = step({
  service: "contact.emit-contact-metrics",
  input: ContactInput,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createEmissionLedger(dynamo, env.LEDGER_TABLE),
    ...createEmissionLog(logsClient(), env.AWS_LAMBDA_LOG_GROUP_NAME),
    now: () => new Date(),
    sleep,
  },
  run: emitContactMetrics,
});
