import { z } from "zod";
import { dynamoClient, eventBridgeClient } from "../../../adapters/aws-clients.ts";
import { createCallerKey } from "../../../adapters/caller-key.ts";
import { createCallbackBook } from "../../../adapters/dynamo-callback-book.ts";
import { createCallerHistory } from "../../../adapters/dynamo-caller-history.ts";
import { createEscalationBoard } from "../../../adapters/dynamo-escalation-board.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import configuredHours from "../../../domain/routing/data/opening-hours.json" with { type: "json" };
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { FlowEvent } from "../../../schemas/flow.ts";
import { acceptCallback } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string(), CALLER_KEY_PEPPER: z.string().min(32) }));
const dynamo = dynamoClient();

/** Invoked by the queue flow when the caller would rather be called back than wait. */
export const handler = step({
  service: "flow.accept-callback",
  input: FlowEvent,
  dependencies: {
    ...createCallbackBook(dynamo, env.LEDGER_TABLE),
    ...createCallerHistory(dynamo, env.LEDGER_TABLE, () => new Date()),
    callerKey: createCallerKey(env.CALLER_KEY_PEPPER),
    ...createEscalationBoard(dynamo, env.LEDGER_TABLE),
    publish: createEventPublisher(eventBridgeClient()),
    now: () => new Date(),
    timeZone: configuredHours.timeZone,
  },
  run: acceptCallback,
});
