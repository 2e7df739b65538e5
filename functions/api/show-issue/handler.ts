import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { createIssueWatch } from "../../../adapters/dynamo-issue-watch.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { IssueRequest } from "../issue-request.ts";
import { respond } from "../respond.ts";
import { showIssue } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const dynamo = dynamoClient();

/** `GET /issues/{issueId}`: one issue, and which lines were told of it. */
export const handler = step({
  service: "api.show-issue",
  input: IssueRequest,
  dependencies: {
    ...createIssueRegister(dynamo, env.LEDGER_TABLE, () => new Date()),
    ...createIssueWatch(dynamo, env.LEDGER_TABLE),
  },
  run: (dependencies, request) => respond(() => showIssue(dependencies, request)),
});
