import { z } from "zod";
import { dynamoClient, eventBridgeClient } from "../../../adapters/aws-clients.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { createIssueWatch } from "../../../adapters/dynamo-issue-watch.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { IssueInput } from "../issue-input.ts";
import { recordResolution } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const dynamo = dynamoClient();

/** Measures a resolved issue and tells the world. */
export const handler = step({
  service: "issue.record-resolution",
  input: IssueInput,
  dependencies: {
    ...createIssueRegister(dynamo, env.LEDGER_TABLE, () => new Date()),
    ...createIssueWatch(dynamo, env.LEDGER_TABLE),
    publish: createEventPublisher(eventBridgeClient()),
  },
  run: recordResolution,
});
