import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { respond } from "../respond.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** `GET /issues`: the whole issue log, in the order of the numbers. */
export const handler = step({
  service: "api.list-issues",
  input: z.object({}),
  dependencies: createIssueRegister(dynamoClient(), env.LEDGER_TABLE, () => new Date()),
  run: ({ list }) => respond(async () => ({ issues: await list() })),
});
