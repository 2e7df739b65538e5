import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { DecidedUtterance } from "../../../schemas/utterance.ts";
import { takeDecision } from "../take-decision.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** Says the answer to the caller, or goodbye. */
export const handler = step({
  service: "utterance.answer-caller",
  input: DecidedUtterance,
  dependencies: { ...createContactLedger(dynamoClient(), env.LEDGER_TABLE), now: () => new Date() },
  run: (dependencies, decided) => takeDecision(dependencies, decided),
});
