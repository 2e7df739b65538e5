import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { ContactInput } from "../contact-input.ts";
import { emitContactMetrics } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** Emits a closed contact's metrics as CloudWatch embedded metrics. */
export const handler = step({
  service: "contact.emit-contact-metrics",
  input: ContactInput,
  dependencies: createContactLedger(dynamoClient(), env.LEDGER_TABLE),
  run: emitContactMetrics,
});
