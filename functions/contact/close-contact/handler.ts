import { z } from "zod";
import { dynamoClient, eventBridgeClient } from "../../../adapters/aws-clients.ts";
import { createCallbackBook } from "../../../adapters/dynamo-callback-book.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { CloseContactInput, closeContact } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const dynamo = dynamoClient();
const publish = createEventPublisher(eventBridgeClient());

/** Closes a contact's record once all its utterances are in the ledger. */
export const handler = step({
  service: "contact.close-contact",
  input: CloseContactInput,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createCallbackBook(dynamo, env.LEDGER_TABLE),
    publish,
    now: () => new Date(),
  },
  run: closeContact,
});
