import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { SFNClient } from "@aws-sdk/client-sfn";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { readLedger } from "../ledger-snapshot.ts";
import { comparedSeries, type DayAccounts } from "./compare-accounts.ts";
import { machineArns, readExecutionsAccount } from "./executions-account.ts";
import { readLedgerAccount } from "./ledger-account.ts";
import { readMetricsAccount } from "./metrics-account.ts";
import { compareTallies, type Tally, tallyKey, tallyMeasurements } from "./tally.ts";
import type { TimeRange } from "./time-range.ts";

/** Where the three accounts are read. */
export interface AccountSources {
  readonly cloudWatch: CloudWatchClient;
  readonly dynamo: DynamoDBDocumentClient;
  readonly sfn: SFNClient;
  readonly tableName: string;
  readonly contactMachineArn: string;
}

/** Three accounts of one time, and how many series of metrics differ from the ledger of how many. */
export interface ReadAccounts extends DayAccounts {
  readonly series: { readonly all: number; readonly different: readonly string[] };
}

/** Reads what the metrics, the ledger and the executions say. Executions and ledger are read whole: fit for a stack that has lived one day. */
export async function readAccounts(
  { cloudWatch, dynamo, sfn, tableName, contactMachineArn }: AccountSources,
  range: TimeRange,
): Promise<ReadAccounts> {
  const { measurements } = await readLedgerAccount(dynamo, tableName, range);
  const measured = tallyMeasurements(measurements);
  const asked = comparedSeries.map((series): [string, Tally] => [
    tallyKey(series.metric, series.dimensions),
    { ...series, count: 0, sum: 0 },
  ]);
  const metrics = await readMetricsAccount(cloudWatch, new Map([...asked, ...measured]), range);
  const others = new Set(asked.map(([key]) => key));
  const compared = compareTallies(measured, new Map([...metrics].filter(([key]) => !others.has(key))));
  return {
    metrics,
    measured,
    ledger: await readLedger(dynamo, tableName),
    executions: await readExecutionsAccount(sfn, machineArns(contactMachineArn)),
    series: {
      all: compared.length,
      different: compared
        .filter(({ isEqual }) => !isEqual)
        .map(({ metric, dimensions }) => tallyKey(metric, dimensions)),
    },
  };
}
