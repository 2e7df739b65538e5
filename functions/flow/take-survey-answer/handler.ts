import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { dynamoClient, eventBridgeClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { createSurveyLedger } from "../../../adapters/dynamo-survey-ledger.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { FlowEvent } from "../../../schemas/flow.ts";
import { takeSurveyAnswer } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string(), SURVEY_PERCENT: z.coerce.number().min(0).max(100) }));
const dynamo = dynamoClient();
const now = () => new Date();

/** Invoked by the survey flow: at its beginning, and after each question. */
export const handler = step({
  service: "flow.take-survey-answer",
  input: FlowEvent,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createSurveyLedger(dynamo, env.LEDGER_TABLE),
    open: createIssueRegister(dynamo, env.LEDGER_TABLE, now).open,
    publish: createEventPublisher(eventBridgeClient()),
    now,
    sleep,
    percent: env.SURVEY_PERCENT,
  },
  run: takeSurveyAnswer,
});
