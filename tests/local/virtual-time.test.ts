// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes its placeholders so
import { readFileSync } from "node:fs";
import { DynamoDBClient, GetItemCommand, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { packagedFlows } from "../../local/cli/start/packaged-flows.ts";
import { createComprehendService } from "../../local/comprehend/comprehend-service.ts";
import { createAmazonClients } from "../../local/connect/amazon-clients.ts";
import { createConnectService } from "../../local/connect/api/connect-service.ts";
import { createLiveContacts } from "../../local/connect/api/live-contacts.ts";
import { instanceArn } from "../../local/connect/instance.ts";
import { createKinesisVideoStreams } from "../../local/connect/media/kinesis-video-streams.ts";
import { openSimulatedConnect } from "../../local/connect/simulated-connect.ts";
import { simulatedServiceAccessKeyId } from "../../local/gateway/credential-scope.ts";
import { KinesisVideoService } from "../../local/kinesis-video/kinesis-video-service.ts";
import { createReplayEngine } from "../../local/speech/replay-engine.ts";
import { createScriptRegister } from "../../local/speech/script-register.ts";
import { type LocalStack, startLocalStack } from "../../local/stack/local-stack.ts";
import { planTraffic } from "../../local/traffic/plan.ts";
import { playPlan } from "../../local/traffic/play-plan.ts";
import { readScenario } from "../../local/traffic/scenario.ts";
import { createTranscribeService } from "../../local/transcribe/transcribe-service.ts";
import { createVirtualClock } from "../../local/virtual-clock.ts";
import { openCentreDirectory } from "../support/centre-directory.ts";
import { functionResource, type PackagedService, packagedService } from "../unit/local-stack/packaged-service.ts";

/** A Monday, nine o'clock in Seoul. */
const start = Date.parse("2026-01-05T00:00:00Z");
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Calls Step Functions through its wire protocol, so that the bundle needs no SDK. */
const callStepFunctions = `
const call = (operation, input) => fetch(process.env.AWS_ENDPOINT_URL, {
  method: "POST",
  headers: {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": "AWSStepFunctions." + operation,
    authorization: "AWS4-HMAC-SHA256 Credential=x/20260101/ap-northeast-2/states/aws4_request, SignedHeaders=host, Signature=0",
  },
  body: JSON.stringify(input),
});`;

const functions = {
  /** Tells a tier of people; the third line signs of life for a while, then answers. */
  tell: `${callStepFunctions}
import { setTimeout as sleep } from "node:timers/promises";
export const handler = async ({ tier, token }) => {
  console.log("told tier " + tier);
  if (tier !== 3) return {};
  for (let round = 0; round < 4; round += 1) {
    await sleep(3 * 60_000);
    await call("SendTaskHeartbeat", { taskToken: token });
  }
  await sleep(60_000);
  await call("SendTaskSuccess", { taskToken: token, output: JSON.stringify({ takenAt: new Date().toISOString() }) });
};`,
  tick: 'export const handler = async (event) => console.log("tick " + event.rule + " " + event.time);',
  flaky:
    'export const handler = async () => { console.log("tries"); throw Object.assign(new Error("away"), { name: "Transient" }); };',
  consume:
    'export const handler = async ({ Records }) => console.log("took " + Records.map((r) => Buffer.from(r.kinesis.data, "base64")));',
};

const arn = (logicalId: string) => ({ "Fn::GetAtt": [logicalId, "Arn"] });

/** Waits for a tier of people to answer, so long; then the next state. */
const tier = (number: number, limits: Readonly<Record<string, number>>, caught: string, next: string) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
  Arguments: {
    FunctionName: "${Tell}",
    Payload: { tier: number, token: "{% $states.context.Task.Token %}" },
  },
  ...limits,
  Catch: [{ ErrorEquals: [caught], Next: next }],
  End: true,
});

const template = {
  Resources: {
    TellLambdaFunction: functionResource("tell", { Timeout: 900 }),
    TickLambdaFunction: functionResource("tick"),
    FlakyLambdaFunction: functionResource("flaky"),
    ConsumeLambdaFunction: functionResource("consume"),
    FlakyAsync: {
      Type: "AWS::Lambda::EventInvokeConfig",
      Properties: {
        FunctionName: { Ref: "FlakyLambdaFunction" },
        Qualifier: "$LATEST",
        DestinationConfig: { OnFailure: { Destination: arn("Failures") } },
      },
    },
    Failures: { Type: "AWS::SQS::Queue", Properties: { QueueName: "failures", MessageRetentionPeriod: 1_209_600 } },
    Letters: { Type: "AWS::SQS::Queue", Properties: { QueueName: "letters", VisibilityTimeout: 43_200 } },
    Things: {
      Type: "AWS::DynamoDB::Table",
      Properties: {
        TableName: "things",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      },
    },
    Stream: { Type: "AWS::Kinesis::Stream", Properties: { Name: "sample-stream", ShardCount: 1 } },
    Mapping: {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: {
        EventSourceArn: arn("Stream"),
        FunctionName: arn("ConsumeLambdaFunction"),
        StartingPosition: "TRIM_HORIZON",
        BatchSize: 100,
        MaximumBatchingWindowInSeconds: 300,
      },
    },
    EveryHour: {
      Type: "AWS::Events::Rule",
      Properties: {
        Name: "every-hour",
        ScheduleExpression: "rate(1 hour)",
        Targets: [
          {
            Id: "tick",
            Arn: arn("TickLambdaFunction"),
            InputTransformer: {
              InputPathsMap: { time: "$.time" },
              InputTemplate: '{"rule": "every hour", "time": <time>}',
            },
          },
        ],
      },
    },
    EveryMorning: {
      Type: "AWS::Events::Rule",
      Properties: {
        Name: "every-morning",
        ScheduleExpression: "cron(30 23 ? * SUN-THU *)",
        Targets: [
          {
            Id: "tick",
            Arn: arn("TickLambdaFunction"),
            InputTransformer: {
              InputPathsMap: { time: "$.time" },
              InputTemplate: '{"rule": "every morning", "time": <time>}',
            },
          },
        ],
      },
    },
    Tiers: {
      Type: "AWS::StepFunctions::StateMachine",
      Properties: {
        StateMachineName: "tiers",
        RoleArn: "arn:aws:iam::000000000000:role/tiers",
        DefinitionSubstitutions: { Tell: arn("TellLambdaFunction") },
        Definition: {
          QueryLanguage: "JSONata",
          StartAt: "FirstLine",
          TimeoutSeconds: 86_400,
          States: {
            FirstLine: tier(1, { TimeoutSeconds: 1_800 }, "States.Timeout", "Pause"),
            Pause: { Type: "Wait", Seconds: 1_800, Next: "SecondLine" },
            SecondLine: tier(
              2,
              { TimeoutSeconds: 7_200, HeartbeatSeconds: 1_800 },
              "States.HeartbeatTimeout",
              "ThirdLine",
            ),
            ThirdLine: tier(3, { TimeoutSeconds: 7_200, HeartbeatSeconds: 300 }, "States.ALL", "Nobody"),
            Nobody: { Type: "Fail" },
          },
        },
      },
    },
  },
};

describe("a stack in virtual time", () => {
  const clock = createVirtualClock(start);
  let service: PackagedService;
  let stack: LocalStack;
  let sfn: SFNClient;
  let lambda: LambdaClient;
  let kinesis: KinesisClient;
  let sqs: SQSClient;
  let dynamo: DynamoDBClient;

  beforeAll(async () => {
    service = packagedService(template, functions);
    stack = await startLocalStack({ directory: service.directory, clock });
    const common = {
      endpoint: stack.endpointUrl,
      region: "ap-northeast-2",
      credentials: { accessKeyId: "tester", secretAccessKey: "secret" },
    };
    sfn = new SFNClient(common);
    lambda = new LambdaClient(common);
    kinesis = new KinesisClient(common);
    sqs = new SQSClient(common);
    dynamo = new DynamoDBClient(common);
  }, 60_000);
  afterAll(async () => {
    for (const client of [sfn, lambda, kinesis, sqs, dynamo]) client.destroy();
    await stack.close();
    service.remove();
  });

  /** What a function has said since `from`, each with its time since then. */
  const said = (name: string, from: number): [number, string][] =>
    (stack.logs.events(`/aws/lambda/sample-dev-${name}`) ?? [])
      .filter(({ timestamp, message }) => timestamp >= from && message.includes("\tINFO\t"))
      .map(({ timestamp, message }) => [timestamp - from, message.split("\t").at(-1) ?? ""]);

  it("takes a machine through three tiers of half an hour: timeout, wait, missing heartbeat, heartbeats and an answer", async () => {
    const from = clock.now();
    const { executionArn } = await sfn.send(
      new StartExecutionCommand({ stateMachineArn: stack.resources.Tiers?.ref, name: "one", input: "{}" }),
    );
    await clock.advance(2 * hour);
    const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }));
    const story = events
      .filter(({ type }) =>
        /StateEntered|TaskTimedOut|ExecutionSucceeded|TaskStateExited|TaskSucceeded/.test(type ?? ""),
      )
      .map(({ type, timestamp, stateEnteredEventDetails, taskTimedOutEventDetails, taskSucceededEventDetails }) => [
        ((timestamp?.getTime() ?? 0) - from) / minute,
        stateEnteredEventDetails?.name ?? taskTimedOutEventDetails?.error ?? taskSucceededEventDetails?.output ?? type,
      ]);
    expect(story).toEqual([
      [0, "FirstLine"],
      [30, "States.Timeout"],
      [30, "TaskStateExited"],
      [30, "Pause"],
      [60, "SecondLine"],
      [90, "States.HeartbeatTimeout"],
      [90, "TaskStateExited"],
      [90, "ThirdLine"],
      [103, JSON.stringify({ takenAt: new Date(from + 103 * minute).toISOString() })],
      [103, "TaskStateExited"],
      [103, "ExecutionSucceeded"],
    ]);
    expect(said("tell", from)).toEqual([
      [0, "told tier 1"],
      [60 * minute, "told tier 2"],
      [90 * minute, "told tier 3"],
    ]);
  });

  it("fires schedules by rate and by cron, each at its time, through two days", async () => {
    const from = clock.now();
    await clock.advance(48 * hour);
    const ticks = said("tick", from + 1);
    const at = (rule: string) =>
      ticks.filter(([, text]) => text.startsWith(`tick ${rule}`)).map(([time]) => from + 1 + time);
    const hours = at("every hour");
    expect(hours).toHaveLength(48);
    expect(hours.every((time, index) => index === 0 || time - (hours[index - 1] ?? 0) === hour)).toBe(true);
    expect(at("every morning").map((time) => new Date(time).toISOString())).toEqual([
      "2026-01-05T23:30:00.000Z",
      "2026-01-06T23:30:00.000Z",
    ]);
  });

  it("tries an asynchronous invocation again after one minute and after two, then gives it to its destination", async () => {
    const from = clock.now();
    await lambda.send(
      new InvokeCommand({ FunctionName: "sample-dev-flaky", InvocationType: "Event", Payload: Buffer.from("{}") }),
    );
    await clock.advance(10 * minute);
    expect(said("flaky", from)).toEqual([
      [0, "tries"],
      [minute, "tries"],
      [3 * minute, "tries"],
    ]);
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: stack.resources.Failures?.ref }));
    expect(JSON.parse(Messages[0]?.Body ?? "")).toMatchObject({
      timestamp: new Date(from + 3 * minute).toISOString(),
      requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 },
    });
  });

  it("gathers stream records for the batching window", async () => {
    const from = clock.now();
    const put = (text: string) =>
      kinesis.send(new PutRecordCommand({ StreamName: "sample-stream", PartitionKey: "a", Data: Buffer.from(text) }));
    await put("one");
    await clock.advance(4 * minute);
    await put("two");
    await clock.advance(20 * minute);
    expect(said("consume", from)).toEqual([[5 * minute, "took one,two"]]);
  });

  it("hides, delays and forgets messages, and expires items, over weeks", async () => {
    const QueueUrl = stack.resources.Letters?.ref;
    const receive = async () =>
      (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))).Messages?.map(
        ({ Body }) => Body,
      );
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "seen", DelaySeconds: 900 }));
    expect(await receive()).toBeUndefined();
    await clock.advance(15 * minute);
    expect(await receive()).toEqual(["seen"]);
    await clock.advance(12 * hour - second);
    expect(await receive()).toBeUndefined();
    await clock.advance(second);
    expect(await receive()).toEqual(["seen"]);
    const item = { pk: { S: "old" }, ttl: { N: String(Math.ceil((clock.now() + 20 * 24 * hour) / second)) } };
    await dynamo.send(new PutItemCommand({ TableName: "things", Item: item }));
    const read = () => dynamo.send(new GetItemCommand({ TableName: "things", Key: { pk: item.pk } }));
    await clock.advance(4 * 24 * hour);
    expect(await receive()).toBeUndefined();
    expect((await read()).Item).toBeDefined();
    await clock.advance(20 * 24 * hour);
    expect((await read()).Item).toBeUndefined();
  }, 60_000);
});

describe("the packaged stack in virtual time", () => {
  /** Plays the contacts of a plan, each at its time, until the last execution has ended, and tells everything that was left behind. */
  const play = async (seed: string) => {
    const { directory, remove } = await openCentreDirectory();
    const clock = createVirtualClock(start);
    const scripts = createScriptRegister();
    const live = createLiveContacts();
    const stack = await startLocalStack({
      directory,
      clock,
      parameters: { ConnectInstanceArn: instanceArn },
      services: ({ endpointUrl, region, accountId }) => [
        new KinesisVideoService({ clock, region, accountId, dataEndpoint: () => endpointUrl }),
        createTranscribeService({ clock, engine: createReplayEngine({ scripts, errorRate: 0.05, seed: 1 }) }),
        createComprehendService(),
        createConnectService(live),
      ],
    });
    const clients = createAmazonClients(stack.endpointUrl);
    const common = {
      endpoint: stack.endpointUrl,
      region: "ap-northeast-2",
      credentials: { accessKeyId: "tester", secretAccessKey: "secret" },
    };
    const sfn = new SFNClient(common);
    const dynamo = new DynamoDBClient(common);
    const problems: string[] = [];
    try {
      const flows = packagedFlows(stack);
      const connect = openSimulatedConnect({
        flow: flows.inbound,
        flows: flows.byArn,
        live,
        clock,
        speed: 1,
        events: clients.events,
        lambda: clients.lambda,
        records: { client: clients.kinesis, streamName: stack.outputs.ContactRecordStreamName ?? "" },
        mediaStreams: createKinesisVideoStreams(clients.kinesisVideo, simulatedServiceAccessKeyId),
        queueCapacity: 10,
        delivery: { dropped: 0.1, duplicated: 0.2, reordered: 0.2 },
        agents: 2,
        watch: (_contactId, happening) => {
          if (happening.kind === "problem") problems.push(happening.text);
        },
        signal: new AbortController().signal,
      });
      const plan = planTraffic(readScenario(readFileSync("tests/local/few-contacts.json", "utf8"), "few"), seed);
      const stage = { connect, scripts, clock, speed: 1, concurrency: 4, startMs: clock.now() };
      await clock.runUntil(playPlan(plan, { ...stage, signal: new AbortController().signal }));
      await clock.advance(30 * minute);

      const machine = stack.outputs.ContactMachineArn;
      const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn: machine }));
      const histories: Record<string, HistoryEvent[] | undefined> = {};
      for (const { name = "", executionArn } of executions) {
        histories[name] = (await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }))).events;
      }
      const logs = stack.logs
        .groups()
        .flatMap((group) =>
          (stack.logs.events(group) ?? []).map(({ timestamp, message }) => [
            timestamp,
            group,
            withoutTheMachine(message),
          ]),
        );
      const { Items } = await dynamo.send(new ScanCommand({ TableName: stack.outputs.LedgerTableName }));
      const statuses = executions.map(({ status }) => status);
      return { problems, statuses, histories, logs, ledger: Items, ended: clock.now() };
    } finally {
      for (const client of [...Object.values(clients), sfn, dynamo]) client.destroy();
      await stack.close();
      remove();
    }
  };

  /** Loading a module takes real time, and memory is the machine's: only these two differ from run to run. */
  const withoutTheMachine = (line: string) => line.replace(/\tInit Duration: [\d.]+ ms|\tMax Memory Used: \d+ MB/g, "");

  it("gives the same histories, logs and ledger for the same seed, to the millisecond and the last identifier", async () => {
    const first = await play("1");
    expect(first.problems).toEqual([]);
    expect(first.statuses).toEqual(Array(4).fill("SUCCEEDED"));
    expect(first.logs.length).toBeGreaterThan(1_000);
    expect(await play("1")).toEqual(first);
  }, 240_000);
});
