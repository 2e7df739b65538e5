import { z } from "zod";
import { dynamoClient, eventBridgeClient } from "../../../adapters/aws-clients.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { AlarmStateChange } from "../../../schemas/alarm-state.ts";
import { openAlarmIssue } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** Invoked by the EventBridge rule for this stack's alarms (events/alarm-state/rule.yml). */
export const handler = step({
  service: "issue.open-alarm-issue",
  input: AlarmStateChange,
  dependencies: {
    ...createIssueRegister(dynamoClient(), env.LEDGER_TABLE, () => new Date()),
    publish: createEventPublisher(eventBridgeClient()),
  },
  run: openAlarmIssue,
});
