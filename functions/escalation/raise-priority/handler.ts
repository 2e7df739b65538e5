import { z } from "zod";
import { connectClient, dynamoClient } from "../../../adapters/aws-clients.ts";
import { createTelephony } from "../../../adapters/connect-telephony.ts";
import { createEscalationBoard } from "../../../adapters/dynamo-escalation-board.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { ContactInput } from "../../contact/contact-input.ts";
import { raisePriority } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string(), CONNECT_INSTANCE_ARN: z.string() }));

/** Moves a caller who has waited too long forward in the queue. */
export const handler = step({
  service: "escalation.raise-priority",
  input: ContactInput,
  dependencies: {
    ...createEscalationBoard(dynamoClient(), env.LEDGER_TABLE),
    ...createTelephony(connectClient(), env.CONNECT_INSTANCE_ARN),
  },
  run: raisePriority,
});
