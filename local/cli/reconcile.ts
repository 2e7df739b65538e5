import { parseArgs } from "node:util";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { reconcileDay } from "./reconcile/reconcile-day.ts";
import { renderReconciliation } from "./reconcile/render-reconciliation.ts";
import { dayAt, today } from "./reconcile/time-range.ts";
import { explainFailure } from "./trace/explain-failure.ts";
import { createPaint, wantsColour } from "./trace/paint.ts";
import { findStack, stageOptions, stageUsage } from "./trace/stack-access.ts";

/** What `--help` prints. */
const usage = `npm run reconcile -- [options]

Counts a day's contacts, utterances and agents' time anew from the ledger, compares with CloudWatch, and prints every
difference and what each agent did.

  --day DAY          e.g. 2026-03-02 (default: today)
  --utc-offset HOURS where the day begins (default +09:00, Seoul)
${stageUsage}
`;

const options = {
  ...stageOptions,
  day: { type: "string" },
  "utc-offset": { type: "string", default: "+09:00" },
} as const;

/** `npm run reconcile`: status 0 when the two agree, 2 when they differ, 1 when they could not be compared. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(usage);
    return;
  }
  const day = values.day ?? today(Date.now(), values["utc-offset"]);
  const range = dayAt(day, values["utc-offset"]);
  const access = findStack(values, process.env);
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(access.client));
  const table = access.outputs.LedgerTableName ?? `${access.prefix}-ledger`;
  try {
    const found = await reconcileDay(dynamo, new CloudWatchClient(access.client), table, range);
    console.log(renderReconciliation(day, found, createPaint(wantsColour(process.stdout, process.env))));
    if (found.unfinished.length + found.unfinishedTime.length > 0 || found.series.some(({ isEqual }) => !isEqual))
      process.exitCode = 2;
  } catch (error) {
    throw explainFailure(error, access);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
