import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  paginateGetExecutionHistory,
  paginateListStateMachines,
  SFNClient,
} from "@aws-sdk/client-sfn";
import { DynamoDBDocumentClient, paginateQuery, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { createCallbackBook } from "../../../adapters/dynamo-callback-book.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createEscalationBoard } from "../../../adapters/dynamo-escalation-board.ts";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { ledgerKeys } from "../../../adapters/ledger-keys.ts";
import { parseEmbeddedMetrics } from "../../cloudwatch/embedded-metrics.ts";
import type { MetricDatum } from "../../cloudwatch/metric-store.ts";
import { machineEventOf } from "./execution-history.ts";
import { runsInLog } from "./machine-log.ts";
import { type MachineRun, statesOf } from "./machine-run.ts";
import type { StackAccess } from "./stack-access.ts";
import type { Span, StoryMetric, StorySources } from "./story.ts";

const EventItem = z.object({
  eventId: z.string(),
  eventType: z.string(),
  occurredAt: z.string(),
  receivedAt: z.string(),
});
const FaultItem = z.object({ name: z.string(), where: z.string(), at: z.string() });
const DayItem = z.object({ contactId: z.string() });

/** Functions whose logs carry metrics of one contact. */
const metricFunctions = ["emitContactMetrics", "settleFirstContact", "recordUtterance", "recordEscalation"] as const;

/** How far back the last contact is looked for, in days. */
const daysBack = 30;
const dayMs = 86_400_000;

/** The sources of a story, and the way to the last contact. */
export interface AwsStorySources extends StorySources {
  /** The contact that began last, of the last thirty days until tomorrow (a simulated day may lie ahead). */
  lastContact(now: number): Promise<string | undefined>;
}

/** Reads stories with AWS SDK calls only, so that the local stack and AWS are read alike. */
export function createAwsStorySources({ client, prefix, outputs, engines }: StackAccess): AwsStorySources {
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(client));
  const sfn = new SFNClient(client);
  const logs = new CloudWatchLogsClient(client);
  const cloudWatch = new CloudWatchClient(client);
  const table = outputs.LedgerTableName ?? `${prefix}-ledger`;
  const ledger = createContactLedger(dynamo, table);
  const board = createEscalationBoard(dynamo, table);
  const callbacks = createCallbackBook(dynamo, table);
  const register = createIssueRegister(dynamo, table, () => new Date());

  const items = async (contactId: string, prefix: string): Promise<unknown[]> => {
    const query = {
      TableName: table,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": ledgerKeys.contact(contactId), ":prefix": prefix },
    };
    const found: unknown[] = [];
    for await (const page of paginateQuery({ client: dynamo }, query)) found.push(...(page.Items ?? []));
    return found;
  };

  /** The execution of a machine that is named by the contact. */
  const ownRun = async (knownArn: string | undefined, machine: string, contactId: string) => {
    const machineArn = knownArn ?? (await findMachine(sfn, `${prefix}-${machine}`));
    return readRun(sfn, `${machineArn.replace(":stateMachine:", ":execution:")}:${contactId}`, contactId);
  };

  return {
    engines,
    readRecord: ledger.readRecord,
    readMedia: async (contactId) => (await ledger.readMedia(contactId))?.media,
    listUtterances: ledger.listUtterances,
    listDecisions: ledger.listDecisions,
    listEvents: async (contactId) => (await items(contactId, "EVENT#")).map((item) => EventItem.parse(item)),
    listFaults: async (contactId) => (await items(contactId, "FAULT#")).map((item) => FaultItem.parse(item)),
    listIssues: register.list,
    readHandover: board.readHandover,
    readCallback: callbacks.readPromise,
    readContactRun: (contactId) => ownRun(outputs.ContactMachineArn, "contact", contactId),
    readEscalationRun: (contactId) => ownRun(outputs.EscalationMachineArn, "escalation", contactId),
    listUtteranceRuns: async (contactId, span) =>
      runsInLog(await logLines(logs, `/aws/vendedlogs/states/${prefix}-utterance`, contactId, span)),
    listMetrics: async (contactId, span) => {
      const lines = await Promise.all(
        metricFunctions.map((name) => logLines(logs, `/aws/lambda/${prefix}-${name}`, contactId, span)),
      );
      return readMetrics(cloudWatch, lines.flat());
    },
    lastContact: async (now) => {
      for (let day = -1; day < daysBack; day += 1) {
        const newest = new QueryCommand({
          TableName: table,
          IndexName: "byDay",
          KeyConditionExpression: "gsi1pk = :day",
          ExpressionAttributeValues: { ":day": ledgerKeys.day(new Date(now - day * dayMs).toISOString()) },
          ScanIndexForward: false,
          Limit: 1,
        });
        const { Items } = await dynamo.send(newest);
        const [item] = Items ?? [];
        if (item) return DayItem.parse(item).contactId;
      }
      return undefined;
    },
  };
}

async function findMachine(client: SFNClient, name: string): Promise<string> {
  for await (const page of paginateListStateMachines({ client }, {})) {
    const found = page.stateMachines?.find((machine) => machine.name === name)?.stateMachineArn;
    if (found) return found;
  }
  throw new Error(`there is no state machine ${name}`);
}

async function readRun(client: SFNClient, executionArn: string, name: string): Promise<MachineRun | undefined> {
  try {
    const about = await client.send(new DescribeExecutionCommand({ executionArn }));
    const events = [];
    // Inputs and outputs are not asked for: they may hold what was said.
    const query = { executionArn, includeExecutionData: false };
    for await (const page of paginateGetExecutionHistory({ client, pageSize: 1_000 }, query)) {
      events.push(...(page.events ?? []).map(machineEventOf));
    }
    return {
      name,
      status: about.status ?? "UNKNOWN",
      startedAt: about.startDate?.getTime() ?? 0,
      ...(about.stopDate && { endedAt: about.stopDate.getTime() }),
      ...(about.error !== undefined && { error: about.cause ? `${about.error}: ${about.cause}` : about.error }),
      states: statesOf(events),
    };
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return undefined;
    throw error;
  }
}

/** The lines of a log group that hold the contact id. A group that is not there yet has none. */
async function logLines(client: CloudWatchLogsClient, group: string, contactId: string, span: Span): Promise<string[]> {
  const lines: string[] = [];
  let nextToken: string | undefined;
  try {
    do {
      const page = await client.send(
        new FilterLogEventsCommand({
          logGroupName: group,
          filterPattern: `"${contactId}"`,
          ...(span.from !== undefined && { startTime: Math.floor(span.from) }),
          ...(span.to !== undefined && { endTime: Math.ceil(span.to) }),
          ...(nextToken !== undefined && { nextToken }),
        }),
      );
      lines.push(...(page.events ?? []).map(({ message }) => message ?? ""));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  return lines;
}

/** The metric values that log lines carry, and whether CloudWatch has taken values of these metrics in. */
async function readMetrics(client: CloudWatchClient, lines: readonly string[]): Promise<StoryMetric[]> {
  const data = lines.flatMap((line) => mostPrecise(parseEmbeddedMetrics(line.trim())));
  if (data.length === 0) return [];
  const minute = (timestamp: number) => Math.floor(timestamp / 60_000) * 60_000;
  const times = data.map(({ timestamp }) => timestamp);
  const { MetricDataResults } = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date(minute(Math.min(...times))),
      EndTime: new Date(minute(Math.max(...times)) + 60_000),
      // GetMetricData takes 500 queries: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
      MetricDataQueries: data.slice(0, 500).map(({ namespace, name, dimensions }, index) => ({
        Id: `m${index}`,
        MetricStat: {
          Metric: {
            Namespace: namespace,
            MetricName: name,
            Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
          },
          Period: 60,
          Stat: "SampleCount",
        },
      })),
    }),
  );
  const taken = new Map(MetricDataResults?.map(({ Id, Timestamps }) => [Id, Timestamps ?? []]));
  return data.map(({ name, value, unit, dimensions, timestamp }, index) => ({
    name,
    value,
    unit,
    dimensions,
    inCloudWatch: taken.get(`m${index}`)?.some((at) => at.getTime() === minute(timestamp)) ?? false,
  }));
}

/** A line counts its values under several sets of dimensions; of those that tell most, the first stands for all of them. */
function mostPrecise(data: readonly MetricDatum[]): MetricDatum[] {
  const names = ({ dimensions }: MetricDatum) => Object.keys(dimensions);
  return [...Map.groupBy(data, ({ name }) => name).values()].flatMap((same) => {
    const [first] = same.toSorted((a, b) => names(b).length - names(a).length);
    return same.filter((datum) => first && names(datum).join() === names(first).join());
  });
}
