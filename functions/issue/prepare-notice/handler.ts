import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { PrepareNoticeInput, prepareNotice } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const now = () => new Date();

/** Says who is to be told of an issue now, and in what words. */
export const handler = step({
  service: "issue.prepare-notice",
  input: PrepareNoticeInput,
  dependencies: { ...createIssueRegister(dynamoClient(), env.LEDGER_TABLE, now), now },
  run: prepareNotice,
});
