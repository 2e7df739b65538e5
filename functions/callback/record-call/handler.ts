import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createCallbackBook } from "../../../adapters/dynamo-callback-book.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { RecordCallInput, recordCall } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const dynamo = dynamoClient();

/** Enters what became of a call. */
export const handler = step({
  service: "callback.record-call",
  input: RecordCallInput,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createCallbackBook(dynamo, env.LEDGER_TABLE),
    now: () => new Date(),
  },
  run: recordCall,
});
