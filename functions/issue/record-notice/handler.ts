import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createIssueWatch } from "../../../adapters/dynamo-issue-watch.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { RecordNoticeInput, recordNotice } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** Keeps and counts that a line was told of an issue. */
export const handler = step({
  service: "issue.record-notice",
  input: RecordNoticeInput,
  dependencies: { ...createIssueWatch(dynamoClient(), env.LEDGER_TABLE), now: () => new Date() },
  run: recordNotice,
});
