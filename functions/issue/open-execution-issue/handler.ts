import { z } from "zod";
import { dynamoClient, eventBridgeClient, stepFunctionsClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import { createExecutionReader } from "../../../adapters/sfn-machines.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { ExecutionStatusChange } from "../../../schemas/execution-status.ts";
import { openExecutionIssue } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string(), MACHINE_PREFIX: z.string() }));
const dynamo = dynamoClient();

/** Invoked by the EventBridge rule for executions that end badly (events/execution-status/rule.yml). */
export const handler = step({
  service: "issue.open-execution-issue",
  input: ExecutionStatusChange,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createIssueRegister(dynamo, env.LEDGER_TABLE, () => new Date()),
    readExecution: createExecutionReader(stepFunctionsClient()),
    publish: createEventPublisher(eventBridgeClient()),
    machinePrefix: env.MACHINE_PREFIX,
  },
  run: openExecutionIssue,
});
