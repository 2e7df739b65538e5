import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { UnderstoodUtterance } from "../../../schemas/utterance.ts";
import { decideActionStep } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** Decides whether to answer, ask again, escalate, call back, open an issue, end, or leave it. */
export const handler = step({
  service: "utterance.decide-action",
  input: UnderstoodUtterance,
  dependencies: createContactLedger(dynamoClient(), env.LEDGER_TABLE),
  run: decideActionStep,
});
