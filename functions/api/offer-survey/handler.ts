import { randomBytes } from "node:crypto";
import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createSurveyLedger } from "../../../adapters/dynamo-survey-ledger.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { RequestWithBody } from "../request-body.ts";
import { respond } from "../respond.ts";
import { offerSurveyByMessage } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const dynamo = dynamoClient();

/** `POST /surveys`: offers a closed contact's caller the survey, and gives the token for a message to them. */
export const handler = step({
  service: "api.offer-survey",
  input: RequestWithBody,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createSurveyLedger(dynamo, env.LEDGER_TABLE),
    now: () => new Date(),
    newToken: () => randomBytes(24).toString("base64url"),
  },
  run: (dependencies, request, tools) => respond(() => offerSurveyByMessage(dependencies, request, tools)),
});
