import { randomUUID } from "node:crypto";
import { z } from "zod";
import { dynamoClient, eventBridgeClient } from "../../../adapters/aws-clients.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { IssueRequest } from "../issue-request.ts";
import { respond } from "../respond.ts";
import { reportIssue } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** `POST /issues`: opens an issue for what a person reports. */
export const handler = step({
  service: "api.report-issue",
  input: IssueRequest,
  dependencies: {
    ...createIssueRegister(dynamoClient(), env.LEDGER_TABLE, () => new Date()),
    publish: createEventPublisher(eventBridgeClient()),
    newId: randomUUID,
  },
  run: (dependencies, request) => respond(() => reportIssue(dependencies, request)),
});
