import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createEscalationBoard } from "../../../adapters/dynamo-escalation-board.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { ContactInput } from "../../contact/contact-input.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** Lets the flow that plays while the caller waits offer to call back. */
export const handler = step({
  service: "escalation.offer-queue-callback",
  input: ContactInput,
  dependencies: createEscalationBoard(dynamoClient(), env.LEDGER_TABLE),
  run: ({ offerCallback }, { contactId }) => offerCallback(contactId),
});
