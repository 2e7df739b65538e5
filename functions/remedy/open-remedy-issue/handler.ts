import { z } from "zod";
import { dynamoClient, eventBridgeClient } from "../../../adapters/aws-clients.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { createRemedyBook } from "../../../adapters/dynamo-remedy-book.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { RemedyRequest } from "../../../schemas/remedy.ts";
import { openRemedyIssue } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const dynamo = dynamoClient();
const now = () => new Date();

/** Enters a remedy in the book, under the issue of its alarm. */
export const handler = step({
  service: "remedy.open-remedy-issue",
  input: RemedyRequest,
  dependencies: {
    ...createIssueRegister(dynamo, env.LEDGER_TABLE, now),
    ...createRemedyBook(dynamo, env.LEDGER_TABLE, now),
    publish: createEventPublisher(eventBridgeClient()),
    now,
  },
  run: openRemedyIssue,
});
