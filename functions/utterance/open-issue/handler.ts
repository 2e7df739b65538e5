import { z } from "zod";
import { dynamoClient, eventBridgeClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { DecidedUtterance } from "../../../schemas/utterance.ts";
import { openIssue } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const dynamo = dynamoClient();
const now = () => new Date();
const { open } = createIssueRegister(dynamo, env.LEDGER_TABLE, now);

/** Opens an issue for a caller's complaint. */
export const handler = step({
  service: "utterance.open-issue",
  input: DecidedUtterance,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    open,
    publish: createEventPublisher(eventBridgeClient()),
    now,
  },
  run: openIssue,
});
