import { z } from "zod";
import { connectClient, dynamoClient, eventBridgeClient } from "../../../adapters/aws-clients.ts";
import { createTelephony } from "../../../adapters/connect-telephony.ts";
import { createEscalationBoard } from "../../../adapters/dynamo-escalation-board.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { ContactInput } from "../../contact/contact-input.ts";
import { callSupervisor } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string(), CONNECT_INSTANCE_ARN: z.string() }));

/** Calls a supervisor to a queue whose caller has waited far too long. */
export const handler = step({
  service: "escalation.call-supervisor",
  input: ContactInput,
  dependencies: {
    ...createEscalationBoard(dynamoClient(), env.LEDGER_TABLE),
    ...createTelephony(connectClient(), env.CONNECT_INSTANCE_ARN),
    publish: createEventPublisher(eventBridgeClient()),
    now: () => new Date(),
  },
  run: callSupervisor,
});
