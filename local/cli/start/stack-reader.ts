import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import {
  type ContactExecution,
  countDeadLetters,
  type DayReport,
  dayReport,
  listContactExecutions,
  newestState,
} from "../day-report.ts";
import { type LedgerContact, type LedgerSnapshot, readLedger, readLedgerContact } from "../ledger-snapshot.ts";
import { outputOf, type RunningStack } from "./running-stack.ts";
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
  close(): void;
}

/** Makes a reader of this stack. */
export function createStackReader(stack: RunningStack): StackReader {
  const common = {
    endpoint: stack.endpoint,
    region: "ap-northeast-2",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(common));
  const sfn = new SFNClient(common);
  const sqs = new SQSClient(common);
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
    close() {
      for (const client of [dynamo, sfn, sqs]) client.destroy();
    },
  };
}
