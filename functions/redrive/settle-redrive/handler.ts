import { z } from "zod";
import { dynamoClient, eventBridgeClient } from "../../../adapters/aws-clients.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { SettleRedriveInput, settleRedrive } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** Opens an issue for letters that a redrive left. */
export const handler = step({
  service: "redrive.settle-redrive",
  input: SettleRedriveInput,
  dependencies: {
    ...createIssueRegister(dynamoClient(), env.LEDGER_TABLE, () => new Date()),
    publish: createEventPublisher(eventBridgeClient()),
  },
  run: settleRedrive,
});
