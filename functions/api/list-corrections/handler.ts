import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createCorrectionRegister } from "../../../adapters/dynamo-correction-register.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { respond } from "../respond.ts";
import { UtteranceRequest } from "../utterance-request.ts";
import { listCorrections } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** `GET /corrections?day=2026-03-02`: what agents said of intents on a day. */
export const handler = step({
  service: "api.list-corrections",
  input: UtteranceRequest,
  dependencies: createCorrectionRegister(dynamoClient(), env.LEDGER_TABLE),
  run: (register, request) => respond(() => listCorrections(register, request)),
});
