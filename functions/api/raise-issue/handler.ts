import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { IssueRequest } from "../issue-request.ts";
import { respond } from "../respond.ts";
import { raiseIssue } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** `POST /issues/{issueId}/severity`: raises an issue's severity. */
export const handler = step({
  service: "api.raise-issue",
  input: IssueRequest,
  dependencies: createIssueRegister(dynamoClient(), env.LEDGER_TABLE, () => new Date()),
  run: (register, request) => respond(() => raiseIssue(register, request)),
});
