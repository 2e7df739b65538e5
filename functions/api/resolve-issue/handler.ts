import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { respond } from "../respond.ts";
import { ResolveIssueRequest, resolveIssue } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** `POST /issues/{issueId}/resolution`: resolves an issue and measures the time it took. */
export const handler = step({
  service: "api.resolve-issue",
  input: ResolveIssueRequest,
  dependencies: createIssueRegister(dynamoClient(), env.LEDGER_TABLE, () => new Date()),
  run: (register, request) => respond(() => resolveIssue(register, request)),
});
