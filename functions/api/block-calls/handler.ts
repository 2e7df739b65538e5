import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createCallbackBook } from "../../../adapters/dynamo-callback-book.ts";
import { createCallerHistory } from "../../../adapters/dynamo-caller-history.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { CallerRequest } from "../caller-request.ts";
import { respond } from "../respond.ts";
import { setDoNotCall } from "../set-do-not-call.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const dynamo = dynamoClient();
const now = () => new Date();

/** `PUT /contacts/{contactId}/do-not-call`: has the caller of a contact called no more. */
export const handler = step({
  service: "api.block-calls",
  input: CallerRequest,
  dependencies: {
    ...createCallbackBook(dynamo, env.LEDGER_TABLE, now),
    ...createCallerHistory(dynamo, env.LEDGER_TABLE, now),
  },
  run: (dependencies, request) => respond(() => setDoNotCall(dependencies, request, true)),
});
