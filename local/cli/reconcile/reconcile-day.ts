import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { readLedgerAccount } from "./ledger-account.ts";
import { readMetricsAccount } from "./metrics-account.ts";
import { type Comparison, compareTallies, tallyMeasurements } from "./tally.ts";
import type { TimeRange } from "./time-range.ts";

/** Ledger and metrics of a day side by side. */
export interface Reconciliation {
  /** Contacts that were closed within the day. */
  readonly contacts: number;
  readonly series: readonly Comparison[];
  /** Closed contacts whose metrics are not known to be printed. */
  readonly unfinished: readonly string[];
}

/** Compares what the ledger says of a day with what CloudWatch says of it. */
export async function reconcileDay(
  dynamo: DynamoDBDocumentClient,
  cloudWatch: CloudWatchClient,
  tableName: string,
  range: TimeRange,
): Promise<Reconciliation> {
  const { contacts, measurements, unfinished } = await readLedgerAccount(dynamo, tableName, range);
  const expected = tallyMeasurements(measurements);
  const found = await readMetricsAccount(cloudWatch, expected, range);
  return { contacts, series: compareTallies(expected, found), unfinished };
}
