import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { dynamoClient, eventBridgeClient, logsClient, stepFunctionsClient } from "../../../adapters/aws-clients.ts";
import { createEmissionLog } from "../../../adapters/cloudwatch-emission-log.ts";
import { createCallbackBook } from "../../../adapters/dynamo-callback-book.ts";
import { createCallerHistory } from "../../../adapters/dynamo-caller-history.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createEmissionLedger } from "../../../adapters/dynamo-emission-ledger.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import { createMachines } from "../../../adapters/sfn-machines.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { CallbackRequested } from "../../../schemas/domain-events.ts";
import { beginCallback } from "./step.ts";

const env = environment(
  z.object({ LEDGER_TABLE: z.string(), AWS_LAMBDA_LOG_GROUP_NAME: z.string(), CALLBACK_MACHINE_ARN: z.string() }),
);
const dynamo = dynamoClient();
const now = () => new Date();

/** Invoked by the EventBridge rule for promised callbacks (events/callback-requested/rule.yml). */
export const handler = step({
  service: "callback.begin-callback",
  input: CallbackRequested,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createEmissionLedger(dynamo, env.LEDGER_TABLE),
    ...createEmissionLog(logsClient(), env.AWS_LAMBDA_LOG_GROUP_NAME),
    ...createCallbackBook(dynamo, env.LEDGER_TABLE, now),
    ...createCallerHistory(dynamo, env.LEDGER_TABLE, now),
    ...createMachines(stepFunctionsClient(), { callback: env.CALLBACK_MACHINE_ARN }),
    publish: createEventPublisher(eventBridgeClient()),
    now,
    sleep,
  },
  run: beginCallback,
});
