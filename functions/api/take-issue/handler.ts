import { z } from "zod";
import { dynamoClient, eventBridgeClient, stepFunctionsClient } from "../../../adapters/aws-clients.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { createIssueWatch } from "../../../adapters/dynamo-issue-watch.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import { createMachines } from "../../../adapters/sfn-machines.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { IssueRequest } from "../issue-request.ts";
import { respond } from "../respond.ts";
import { takeIssue } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const dynamo = dynamoClient();

/** `POST /issues/{issueId}/taking`: puts an issue into somebody's hands, which ends the tiers. */
export const handler = step({
  service: "api.take-issue",
  input: IssueRequest,
  dependencies: {
    ...createIssueRegister(dynamo, env.LEDGER_TABLE, () => new Date()),
    ...createIssueWatch(dynamo, env.LEDGER_TABLE),
    ...createMachines(stepFunctionsClient(), {}),
    publish: createEventPublisher(eventBridgeClient()),
  },
  run: (dependencies, request) => respond(() => takeIssue(dependencies, request)),
});
