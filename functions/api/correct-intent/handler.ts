import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { dynamoClient, logsClient } from "../../../adapters/aws-clients.ts";
import { createEmissionLog } from "../../../adapters/cloudwatch-emission-log.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createCorrectionRegister } from "../../../adapters/dynamo-correction-register.ts";
import { createEmissionLedger } from "../../../adapters/dynamo-emission-ledger.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { respond } from "../respond.ts";
import { UtteranceRequest } from "../utterance-request.ts";
import { correctIntent } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string(), AWS_LAMBDA_LOG_GROUP_NAME: z.string() }));
const dynamo = dynamoClient();

/** `POST /contacts/{contactId}/utterances/{beginOffsetMs}/intent`: an agent confirms or corrects an intent. */
export const handler = step({
  service: "api.correct-intent",
  input: UtteranceRequest,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createCorrectionRegister(dynamo, env.LEDGER_TABLE),
    ...createEmissionLedger(dynamo, env.LEDGER_TABLE),
    ...createEmissionLog(logsClient(), env.AWS_LAMBDA_LOG_GROUP_NAME),
    now: () => new Date(),
    sleep,
  },
  run: (dependencies, request, tools) => respond(() => correctIntent(dependencies, request, tools)),
});
