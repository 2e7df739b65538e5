import { z } from "zod";
import { dynamoClient, stepFunctionsClient } from "../../../adapters/aws-clients.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { createIssueWatch } from "../../../adapters/dynamo-issue-watch.ts";
import { createMachines } from "../../../adapters/sfn-machines.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { AwaitProgressInput, awaitProgress } from "../await-progress.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const dynamo = dynamoClient();

/** Leaves the task token of the issue's execution in the ledger, where whoever takes or resolves the issue finds it. */
export const handler = step({
  service: "issue.await-taking",
  input: AwaitProgressInput,
  dependencies: {
    ...createIssueRegister(dynamo, env.LEDGER_TABLE, () => new Date()),
    ...createIssueWatch(dynamo, env.LEDGER_TABLE),
    ...createMachines(stepFunctionsClient(), {}),
    awaited: "taking",
  },
  run: awaitProgress,
});
