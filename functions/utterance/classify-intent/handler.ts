import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { loadIntentModel } from "../../../domain/understanding/load-intent-model.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { RedactedUtterance } from "../../../schemas/utterance.ts";
import { classifyIntentStep } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** Names the caller's intent with the embedded classifier. */
export const handler = step({
  service: "utterance.classify-intent",
  input: RedactedUtterance,
  dependencies: { ...createContactLedger(dynamoClient(), env.LEDGER_TABLE), model: loadIntentModel() },
  run: classifyIntentStep,
});
