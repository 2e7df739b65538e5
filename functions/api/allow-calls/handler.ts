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

/** `DELETE /contacts/{contactId}/do-not-call`: lets the caller of a contact be called again. */
export const handler = step({
  service: "api.allow-calls",
  input: CallerRequest,
  dependencies: {
    ...createCallbackBook(dynamo, env.LEDGER_TABLE, now),
    ...createCallerHistory(dynamo, env.LEDGER_TABLE, now),
  },
  run: (dependencies, request) => respond(() => setDoNotCall(dependencies, request, false)),
});
