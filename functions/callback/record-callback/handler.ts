import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { dynamoClient, eventBridgeClient, logsClient } from "../../../adapters/aws-clients.ts";
import { createEmissionLog } from "../../../adapters/cloudwatch-emission-log.ts";
import { createCallbackBook } from "../../../adapters/dynamo-callback-book.ts";
import { createCallerHistory } from "../../../adapters/dynamo-caller-history.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createEmissionLedger } from "../../../adapters/dynamo-emission-ledger.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { RecordCallbackInput, recordCallback } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string(), AWS_LAMBDA_LOG_GROUP_NAME: z.string() }));
const dynamo = dynamoClient();
const now = () => new Date();
const { open } = createIssueRegister(dynamo, env.LEDGER_TABLE, now);

/** Ends the story of a callback. */
export const handler = step({
  service: "callback.record-callback",
  input: RecordCallbackInput,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createEmissionLedger(dynamo, env.LEDGER_TABLE),
    ...createEmissionLog(logsClient(), env.AWS_LAMBDA_LOG_GROUP_NAME),
    ...createCallbackBook(dynamo, env.LEDGER_TABLE, now),
    ...createCallerHistory(dynamo, env.LEDGER_TABLE, now),
    open,
    publish: createEventPublisher(eventBridgeClient()),
    now,
    sleep,
  },
  run: recordCallback,
});
