import { z } from "zod";
import { dynamoClient, stepFunctionsClient } from "../../../adapters/aws-clients.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { createIssueWatch } from "../../../adapters/dynamo-issue-watch.ts";
import { createMachines } from "../../../adapters/sfn-machines.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { IssueRequest } from "../issue-request.ts";
import { respond } from "../respond.ts";
import { resolveIssue } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const dynamo = dynamoClient();

/** `POST /issues/{issueId}/resolution`: resolves an issue and measures the time it took. */
export const handler = step({
  service: "api.resolve-issue",
  input: IssueRequest,
  dependencies: {
    ...createIssueRegister(dynamo, env.LEDGER_TABLE, () => new Date()),
    ...createIssueWatch(dynamo, env.LEDGER_TABLE),
    ...createMachines(stepFunctionsClient(), {}),
  },
  run: (dependencies, request) => respond(() => resolveIssue(dependencies, request)),
});
