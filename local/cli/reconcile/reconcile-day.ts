import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { AgentDay } from "./agent-account.ts";
import { readLedgerAccount } from "./ledger-account.ts";
import { readMetricsAccount } from "./metrics-account.ts";
import { type Comparison, compareTallies, tallyMeasurements } from "./tally.ts";
import type { TimeRange } from "./time-range.ts";

/** Ledger and metrics of a day side by side. */
export interface Reconciliation {
  /** Contacts that were closed within the day. */
  readonly contacts: number;
  readonly series: readonly Comparison[];
  /** What the agents did within the day, as far as it is settled. */
  readonly agents: readonly AgentDay[];
  /** Closed contacts whose metrics are not known to be printed. */
  readonly unfinished: readonly string[];
  /** Stretches of agents' time of which the same holds. */
  readonly unfinishedTime: readonly string[];
}

/** Compares what the ledger says of a day with what CloudWatch says of it. */
export async function reconcileDay(
  dynamo: DynamoDBDocumentClient,
  cloudWatch: CloudWatchClient,
  tableName: string,
  range: TimeRange,
): Promise<Reconciliation> {
  const { measurements, ...account } = await readLedgerAccount(dynamo, tableName, range);
  const expected = tallyMeasurements(measurements);
  const found = await readMetricsAccount(cloudWatch, expected, range);
  return { ...account, series: compareTallies(expected, found) };
}
