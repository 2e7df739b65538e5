import { z } from "zod";
import { dynamoClient, eventBridgeClient } from "../../../adapters/aws-clients.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { createSurveyLedger } from "../../../adapters/dynamo-survey-ledger.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { respond } from "../respond.ts";
import { AnswerSurveyEvent, answerSurvey } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const dynamo = dynamoClient();
const now = () => new Date();

/** `POST /surveys/{token}`: takes a caller's answers. The token is the caller's only right, and all that is needed. */
export const handler = step({
  service: "api.answer-survey",
  input: AnswerSurveyEvent,
  dependencies: {
    ...createSurveyLedger(dynamo, env.LEDGER_TABLE),
    open: createIssueRegister(dynamo, env.LEDGER_TABLE, now).open,
    publish: createEventPublisher(eventBridgeClient()),
    now,
  },
  run: (dependencies, request, tools) => respond(() => answerSurvey(dependencies, request, tools)),
});
