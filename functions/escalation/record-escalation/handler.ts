import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { dynamoClient, logsClient } from "../../../adapters/aws-clients.ts";
import { createEmissionLog } from "../../../adapters/cloudwatch-emission-log.ts";
import { createCallbackBook } from "../../../adapters/dynamo-callback-book.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createEmissionLedger } from "../../../adapters/dynamo-emission-ledger.ts";
import { createEscalationBoard } from "../../../adapters/dynamo-escalation-board.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { RecordEscalationInput, recordEscalation } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string(), AWS_LAMBDA_LOG_GROUP_NAME: z.string() }));
const dynamo = dynamoClient();

/** Ends the story of a wait: off the board, counted. */
export const handler = step({
  service: "escalation.record-escalation",
  input: RecordEscalationInput,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createEmissionLedger(dynamo, env.LEDGER_TABLE),
    ...createEmissionLog(logsClient(), env.AWS_LAMBDA_LOG_GROUP_NAME),
    ...createCallbackBook(dynamo, env.LEDGER_TABLE),
    ...createEscalationBoard(dynamo, env.LEDGER_TABLE),
    now: () => new Date(),
    sleep,
  },
  run: recordEscalation,
});
