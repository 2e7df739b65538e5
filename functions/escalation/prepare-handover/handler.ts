import { z } from "zod";
import { connectClient, dynamoClient } from "../../../adapters/aws-clients.ts";
import { createTelephony } from "../../../adapters/connect-telephony.ts";
import { createCallbackBook } from "../../../adapters/dynamo-callback-book.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createEscalationBoard } from "../../../adapters/dynamo-escalation-board.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { ContactInput } from "../../contact/contact-input.ts";
import { prepareHandover } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string(), CONNECT_INSTANCE_ARN: z.string() }));
const dynamo = dynamoClient();

/** Makes everything ready for the agent before one is free. */
export const handler = step({
  service: "escalation.prepare-handover",
  input: ContactInput,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createCallbackBook(dynamo, env.LEDGER_TABLE),
    ...createEscalationBoard(dynamo, env.LEDGER_TABLE),
    ...createTelephony(connectClient(), env.CONNECT_INSTANCE_ARN),
    now: () => new Date(),
  },
  run: prepareHandover,
});
