import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { IssueRequest } from "../issue-request.ts";
import { respond } from "../respond.ts";
import { listIssues } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** `GET /issues`: the issue log, in the order of the numbers. */
export const handler = step({
  service: "api.list-issues",
  input: IssueRequest,
  dependencies: createIssueRegister(dynamoClient(), env.LEDGER_TABLE, () => new Date()),
  run: (register, request) => respond(() => listIssues(register, request)),
});
