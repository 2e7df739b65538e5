import { z } from "zod";
import { dynamoClient, eventBridgeClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { OpenFaultIssueInput, openFaultIssue } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const dynamo = dynamoClient();
const now = () => new Date();

/** Opens an issue by itself when a contact's machine has met a fault it could not retry away. */
export const handler = step({
  service: "contact.open-fault-issue",
  input: OpenFaultIssueInput,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createIssueRegister(dynamo, env.LEDGER_TABLE, now),
    publish: createEventPublisher(eventBridgeClient()),
    now,
  },
  run: openFaultIssue,
});
