import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createCorrectionRegister } from "../../../adapters/dynamo-correction-register.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { respond } from "../respond.ts";
import { UtteranceRequest } from "../utterance-request.ts";
import { listUtterances } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const dynamo = dynamoClient();

/** `GET /contacts/{contactId}/utterances`: what the caller said, and what was understood of it. */
export const handler = step({
  service: "api.list-utterances",
  input: UtteranceRequest,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createCorrectionRegister(dynamo, env.LEDGER_TABLE),
  },
  run: (dependencies, request) => respond(() => listUtterances(dependencies, request)),
});
