import { z } from "zod";
import { dynamoClient, eventBridgeClient, stepFunctionsClient } from "../../../adapters/aws-clients.ts";
import { createCallbackBook } from "../../../adapters/dynamo-callback-book.ts";
import { createCallerHistory } from "../../../adapters/dynamo-caller-history.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import { createMachines } from "../../../adapters/sfn-machines.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { CallbackRequested } from "../../../schemas/domain-events.ts";
import { beginCallback } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string(), CALLBACK_MACHINE_ARN: z.string() }));
const dynamo = dynamoClient();
const now = () => new Date();

/** Invoked by the EventBridge rule for promised callbacks (events/callback-requested/rule.yml). */
export const handler = step({
  service: "callback.begin-callback",
  input: CallbackRequested,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createCallbackBook(dynamo, env.LEDGER_TABLE, now),
    ...createCallerHistory(dynamo, env.LEDGER_TABLE, now),
    ...createMachines(stepFunctionsClient(), { callback: env.CALLBACK_MACHINE_ARN }),
    publish: createEventPublisher(eventBridgeClient()),
    now,
  },
  run: beginCallback,
});
