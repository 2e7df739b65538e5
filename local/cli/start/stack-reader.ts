import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { instanceArn } from "../../connect/instance.ts";
import {
  type ContactExecution,
  countDeadLetters,
  type DayReport,
  dayReport,
  listContactExecutions,
  newestState,
} from "../day-report.ts";
import { type LedgerContact, type LedgerSnapshot, readLedger, readLedgerContact } from "../ledger-snapshot.ts";
import { type ReadAccounts, readAccounts } from "../reconcile/read-accounts.ts";
import type { TimeRange } from "../reconcile/time-range.ts";
import { type DayFigures, readDayFigures } from "./day-figures.ts";
import { accessTo, outputOf, type RunningStack } from "./running-stack.ts";
import { type UnfinishedContact, unfinishedContacts } from "./unfinished-contacts.ts";

/** Looks into a running stack from outside, through the AWS SDK alone. */
export interface StackReader {
  contact(contactId: string): Promise<LedgerContact | undefined>;
  ledger(): Promise<LedgerSnapshot>;
  executions(): Promise<readonly ContactExecution[]>;
  unfinished(contactIds: readonly string[]): Promise<readonly UnfinishedContact[]>;
  /** The state that an execution entered last. */
  newestState(executionArn: string): Promise<string | undefined>;
  report(): Promise<DayReport>;
  /** The figures of the operations report, by CloudWatch. */
  figures(range: TimeRange): Promise<DayFigures>;
  /** What metrics, ledger and executions say, each for itself. */
  accounts(range: TimeRange): Promise<ReadAccounts>;
  close(): void;
}

/** Makes a reader of this stack. */
export function createStackReader(stack: RunningStack): StackReader {
  const { client: common, prefix } = accessTo(stack);
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(common));
  const sfn = new SFNClient(common);
  const sqs = new SQSClient(common);
  const cloudWatch = new CloudWatchClient(common);
  const table = outputOf(stack, "LedgerTableName");
  const machine = outputOf(stack, "ContactMachineArn");
  const ledger = () => readLedger(dynamo, table);
  const executions = () => listContactExecutions(sfn, machine);
  return {
    contact: (contactId) => readLedgerContact(dynamo, table, contactId),
    ledger,
    executions,
    unfinished: async (contactIds) => unfinishedContacts(contactIds, await ledger(), await executions()),
    newestState: (executionArn) => newestState(sfn, executionArn),
    report: async () => dayReport(await ledger(), await executions(), await countDeadLetters(sqs), stack.engines),
    figures: (range) => readDayFigures(cloudWatch, range, { prefix, instanceId: instanceArn.split("/")[1] ?? "" }),
    accounts: (range) => readAccounts({ cloudWatch, dynamo, sfn, tableName: table, contactMachineArn: machine }, range),
    close() {
      for (const client of [dynamo, sfn, sqs, cloudWatch]) client.destroy();
    },
  };
}
