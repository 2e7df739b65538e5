import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createSurveyLedger } from "../../../adapters/dynamo-survey-ledger.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { respond } from "../respond.ts";
import { SummariseSurveysRequest, summariseSurveysOfDays } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** `GET /surveys/summary`: mean scores and response rate, in all and by day. */
export const handler = step({
  service: "api.summarise-surveys",
  input: SummariseSurveysRequest,
  dependencies: { ...createSurveyLedger(dynamoClient(), env.LEDGER_TABLE), now: () => new Date() },
  run: (dependencies, request) => respond(() => summariseSurveysOfDays(dependencies, request)),
});
