import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  ListStateMachinesCommand,
  SFNClient,
} from "@aws-sdk/client-sfn";
import { DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createAwsStorySources } from "../../../local/cli/trace/aws-story-sources.ts";
import { at, contactId, dayStart } from "../../support/builders.ts";

const dynamo = mockClient(DynamoDBDocumentClient);
const sfn = mockClient(SFNClient);
const logs = mockClient(CloudWatchLogsClient);
const cloudWatch = mockClient(CloudWatchClient);
beforeEach(() => {
  for (const mock of [dynamo, sfn, logs, cloudWatch]) mock.reset();
});

const sources = createAwsStorySources({
  client: { region: "ap-northeast-2" },
  prefix: "aicc-dev",
  outputs: {},
  engines: {},
  place: "a test",
});
const machineArn = "arn:aws:states:ap-northeast-2:000000000000:stateMachine:aicc-dev-contact";
const metadata = { $metadata: {}, message: "" };

describe("reading a story with the AWS SDK", () => {
  it("finds the contact's execution by its name and leaves its data where it is", async () => {
    sfn.on(ListStateMachinesCommand).resolves({
      stateMachines: [
        { name: "aicc-dev-contact", stateMachineArn: machineArn, type: "STANDARD", creationDate: new Date() },
      ],
    });
    sfn
      .on(DescribeExecutionCommand)
      .resolves({ status: "SUCCEEDED", startDate: new Date(dayStart), stopDate: new Date(dayStart + 900) });
    sfn
      .on(GetExecutionHistoryCommand)
      .resolvesOnce({
        nextToken: "more",
        events: [{ id: 1, previousEventId: 0, type: "ExecutionStarted", timestamp: new Date(dayStart) }],
      })
      .resolves({
        events: [
          {
            id: 2,
            previousEventId: 0,
            type: "TaskStateEntered",
            timestamp: new Date(dayStart + 5),
            stateEnteredEventDetails: { name: "CloseContact" },
          },
          {
            id: 3,
            previousEventId: 2,
            type: "TaskFailed",
            timestamp: new Date(dayStart + 9),
            taskFailedEventDetails: { resourceType: "lambda", resource: "invoke", error: "NotReady" },
          },
        ],
      });
    expect(await sources.readContactRun(contactId)).toEqual({
      name: contactId,
      status: "SUCCEEDED",
      startedAt: dayStart,
      endedAt: dayStart + 900,
      states: [{ name: "CloseContact", kind: "Task", enteredAt: dayStart + 5, tries: 0, errors: ["NotReady"] }],
    });
    const [asked] = sfn.commandCalls(GetExecutionHistoryCommand);
    expect(asked?.args[0].input).toMatchObject({
      executionArn: `arn:aws:states:ap-northeast-2:000000000000:execution:aicc-dev-contact:${contactId}`,
      includeExecutionData: false,
    });
  });

  it("knows no execution where there is none", async () => {
    sfn.on(ListStateMachinesCommand).resolves({
      stateMachines: [
        { name: "aicc-dev-contact", stateMachineArn: machineArn, type: "STANDARD", creationDate: new Date() },
      ],
    });
    sfn.on(DescribeExecutionCommand).rejects(new ExecutionDoesNotExist(metadata));
    expect(await sources.readContactRun(contactId)).toBeUndefined();
  });

  it("looks for the contact's runs in the machine's log, within the span, page by page", async () => {
    const line = JSON.stringify({
      id: "1",
      previous_event_id: "0",
      event_timestamp: String(dayStart),
      type: "ExecutionStarted",
      details: {},
      execution_arn: `arn:aws:states:ap-northeast-2:000000000000:express:aicc-dev-utterance:${contactId}_CUSTOMER_00001000:0`,
    });
    logs
      .on(FilterLogEventsCommand)
      .resolvesOnce({ events: [{ message: line }], nextToken: "more" })
      .resolves({ events: [] });
    const runs = await sources.listUtteranceRuns(contactId, { from: dayStart, to: dayStart + 1_000 });
    expect(runs.map(({ name }) => name)).toEqual([`${contactId}_CUSTOMER_00001000`]);
    expect(logs.commandCalls(FilterLogEventsCommand).map(({ args }) => args[0].input)).toEqual([
      {
        logGroupName: "/aws/vendedlogs/states/aicc-dev-utterance",
        filterPattern: `"${contactId}"`,
        startTime: dayStart,
        endTime: dayStart + 1_000,
      },
      expect.objectContaining({ nextToken: "more" }),
    ]);
  });

  it("finds no lines in a log that is not there yet", async () => {
    logs.on(FilterLogEventsCommand).rejects(new ResourceNotFoundException(metadata));
    expect(await sources.listUtteranceRuns(contactId, {})).toEqual([]);
  });

  it("reads the metrics that a step emitted, and whether CloudWatch has them", async () => {
    const emitted = JSON.stringify({
      _aws: {
        Timestamp: dayStart + 61_000,
        CloudWatchMetrics: [
          {
            Namespace: "aicc",
            Dimensions: [["Outcome"]],
            Metrics: [
              { Name: "Contacts", Unit: "Count" },
              { Name: "Faults", Unit: "Count" },
            ],
          },
        ],
      },
      Outcome: "bot",
      Contacts: 1,
      Faults: 0,
      contactId,
    });
    logs.on(FilterLogEventsCommand).resolves({ events: [] });
    logs.on(FilterLogEventsCommand, { logGroupName: "/aws/lambda/aicc-dev-emitContactMetrics" }).resolves({
      events: [{ message: "an ordinary line" }, { message: `${emitted}\n` }],
    });
    cloudWatch.on(GetMetricDataCommand).resolves({
      MetricDataResults: [
        { Id: "m0", Timestamps: [new Date(dayStart + 60_000)], Values: [1] },
        { Id: "m1", Timestamps: [], Values: [] },
      ],
    });
    expect(await sources.listMetrics(contactId, {})).toEqual([
      { name: "Contacts", value: 1, unit: "Count", dimensions: { Outcome: "bot" }, inCloudWatch: true },
      { name: "Faults", value: 0, unit: "Count", dimensions: { Outcome: "bot" }, inCloudWatch: false },
    ]);
  });

  it("asks CloudWatch nothing where nothing was emitted", async () => {
    logs.on(FilterLogEventsCommand).resolves({ events: [] });
    expect(await sources.listMetrics(contactId, {})).toEqual([]);
    expect(cloudWatch.commandCalls(GetMetricDataCommand)).toEqual([]);
  });

  it("takes the newest contact of the newest day that has one", async () => {
    dynamo.on(QueryCommand).resolves({ Items: [] });
    dynamo
      .on(QueryCommand, { ExpressionAttributeValues: { ":day": `CONTACTS#${at(0).slice(0, 10)}` } })
      .resolves({ Items: [{ contactId }] });
    expect(await sources.lastContact(dayStart + 3 * 86_400_000)).toBe(contactId);
    expect(dynamo.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      IndexName: "byDay",
      ScanIndexForward: false,
      Limit: 1,
    });
  });

  it("finds no last contact in an empty ledger", async () => {
    dynamo.on(QueryCommand).resolves({ Items: [] });
    expect(await sources.lastContact(dayStart)).toBeUndefined();
  });
});
