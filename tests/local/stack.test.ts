// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes its placeholders so
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import {
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
} from "@aws-sdk/client-eventbridge";
import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { InvokeCommand, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { simulatedServiceAccessKeyId } from "../../local/gateway/credential-scope.ts";
import { type LocalStack, startLocalStack } from "../../local/stack/local-stack.ts";
import { readStackFile } from "../../local/stack/stack-file.ts";
import {
  eventually,
  functionResource,
  type PackagedService,
  packagedService,
} from "../unit/local-stack/packaged-service.ts";

const arn = (logicalId: string) => ({ "Fn::GetAtt": [logicalId, "Arn"] });

/** Writes an item through DynamoDB's wire protocol, so that the bundle needs no SDK. */
const greet = `
export const handler = async (event, context) => {
  if (event.fail) throw Object.assign(new Error("told to fail"), { name: "Rejected" });
  await fetch(process.env.AWS_ENDPOINT_URL, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.PutItem",
      "x-amz-date": "20260101T000000Z",
      authorization: "AWS4-HMAC-SHA256 Credential=x/20260101/ap-northeast-2/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify({ TableName: process.env.TABLE, Item: { pk: { S: event.id ?? event.detail?.id ?? "none" } } }),
  });
  console.log("greeted", context.awsRequestId);
  process.stdout.write(JSON.stringify({
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [{ Namespace: "sample", Dimensions: [["kind"]], Metrics: [{ Name: "Greetings", Unit: "Count" }] }] },
    kind: "test",
    Greetings: 1,
  }) + "\\n");
  return { greeting: "hello " + (event.id ?? event.pathParameters?.id), region: process.env.AWS_REGION };
};`;

const consume = `
const seen = [];
export const handler = async (event) => {
  const failed = event.Records.filter(({ kinesis }) => Buffer.from(kinesis.data, "base64").toString() === "poison");
  console.log(JSON.stringify(event.Records.map(({ kinesis, eventID }) => [eventID, Buffer.from(kinesis.data, "base64").toString()])));
  return { batchItemFailures: failed.map(({ kinesis }) => ({ itemIdentifier: kinesis.sequenceNumber })) };
};`;

const template = {
  Parameters: { Greeter: { Type: "String", Default: "nobody" } },
  Conditions: { IsSecret: { "Fn::Equals": [{ Ref: "Greeter" }, "secret"] } },
  Resources: {
    Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: {} } },
    GreetLambdaFunction: functionResource("greet", {
      Environment: { Variables: { TABLE: { Ref: "Things" }, GREETER: { Ref: "Greeter" } } },
      Architectures: ["arm64"],
      Role: arn("Role"),
    }),
    ConsumeLambdaFunction: functionResource("consume"),
    GreetAsync: {
      Type: "AWS::Lambda::EventInvokeConfig",
      Properties: {
        FunctionName: { Ref: "GreetLambdaFunction" },
        Qualifier: "$LATEST",
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Destination: arn("DeadLetters") } },
      },
    },
    Hidden: { Type: "AWS::SQS::Queue", Condition: "IsSecret", Properties: {} },
    DeadLetters: { Type: "AWS::SQS::Queue", Properties: { MessageRetentionPeriod: 1_209_600 } },
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
    Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: "sample-bucket" } },
    Stream: { Type: "AWS::Kinesis::Stream", Properties: { Name: "sample-stream", ShardCount: 1 } },
    Mapping: {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: {
        EventSourceArn: arn("Stream"),
        FunctionName: arn("ConsumeLambdaFunction"),
        StartingPosition: "TRIM_HORIZON",
        BatchSize: 10,
        MaximumRetryAttempts: 1,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        DestinationConfig: { OnFailure: { Destination: arn("DeadLetters") } },
      },
    },
    MachineLog: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "/states/sample" } },
    Machine: {
      Type: "AWS::StepFunctions::StateMachine",
      Properties: {
        StateMachineName: "sample-machine",
        RoleArn: arn("Role"),
        Definition: {
          QueryLanguage: "JSONata",
          StartAt: "Greet",
          States: { Greet: { Type: "Task", Resource: "${Greet}", TimeoutSeconds: 5, End: true } },
        },
        DefinitionSubstitutions: { Greet: arn("GreetLambdaFunction") },
        LoggingConfiguration: {
          Level: "ALL",
          Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: arn("MachineLog") } }],
        },
      },
    },
    Rule: {
      Type: "AWS::Events::Rule",
      Properties: {
        Name: "sample-rule",
        EventPattern: { source: ["aws.connect", "sample"] },
        Targets: [
          {
            Id: "greet",
            Arn: arn("GreetLambdaFunction"),
            RetryPolicy: { MaximumRetryAttempts: 2 },
            DeadLetterConfig: { Arn: arn("DeadLetters") },
          },
        ],
      },
    },
    Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "sample", ProtocolType: "HTTP" } },
    Integration: {
      Type: "AWS::ApiGatewayV2::Integration",
      Properties: {
        ApiId: { Ref: "Api" },
        IntegrationType: "AWS_PROXY",
        IntegrationUri: arn("GreetLambdaFunction"),
        PayloadFormatVersion: "2.0",
      },
    },
    Route: {
      Type: "AWS::ApiGatewayV2::Route",
      Properties: {
        ApiId: { Ref: "Api" },
        RouteKey: "GET /things/{id}",
        Target: { "Fn::Join": ["/", ["integrations", { Ref: "Integration" }]] },
        AuthorizationType: "AWS_IAM",
      },
    },
    Unknown: { Type: "AWS::Athena::WorkGroup", Properties: { Name: "x" } },
  },
  Outputs: {
    Text: { Value: { "Fn::Sub": "${AWS::StackName} ${Greeter} ${Things}" } },
    DeadLettersUrl: { Value: { Ref: "DeadLetters" } },
  },
};

describe("the local stack", () => {
  let service: PackagedService;
  let stack: LocalStack;
  const clients: { destroy(): void }[] = [];

  function make<T extends { destroy(): void }>(Client: new (options: object) => T, accessKeyId = "tester"): T {
    const credentials = { accessKeyId, secretAccessKey: "secret" };
    const client = new Client({ endpoint: stack.endpointUrl, region: "ap-northeast-2", credentials, maxAttempts: 1 });
    clients.push(client);
    return client;
  }
  const invoke = async (payload: unknown) => {
    const answer = await make(LambdaClient).send(
      new InvokeCommand({ FunctionName: "sample-dev-greet", Payload: JSON.stringify(payload) }),
    );
    return { ...answer, body: JSON.parse(answer.Payload?.transformToString() ?? "null") };
  };
  const hasThing = async (id: string) =>
    (await make(DynamoDBClient).send(new GetItemCommand({ TableName: "things", Key: { pk: { S: id } } }))).Item !==
    undefined;
  /** Takes dead letters until one fits; others are left for the other tests. */
  const deadLetter = (isWanted: (body: Record<string, never>) => boolean) =>
    eventually(async () => {
      const answer = await make(SQSClient).send(
        new ReceiveMessageCommand({
          QueueUrl: stack.outputs.DeadLettersUrl,
          VisibilityTimeout: 0,
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ["All"],
        }),
      );
      return answer.Messages?.find(({ Body }) => isWanted(JSON.parse(Body ?? "{}")));
    });

  beforeAll(async () => {
    service = packagedService(template, { greet, consume });
    stack = await startLocalStack({
      directory: service.directory,
      lambda: { asynchronousRetryDelaysMs: [10, 10] },
      engines: { speech: "replay" },
    });
  }, 30_000);
  afterAll(async () => {
    for (const client of clients) client.destroy();
    await stack?.close();
    service?.remove();
  }, 30_000);

  it("resolves parameters, pseudo parameters and references in outputs, and leaves out what a condition excludes", () => {
    expect(stack.outputs.Text).toBe("sample-dev nobody things");
    expect(stack.resources.Hidden).toBeUndefined();
  });

  it("lists everything of the template that has no effect", () => {
    const list = stack.unsupported.map(({ logicalId, property }) => `${logicalId}.${property}`).sort();
    expect(list).toEqual(["GreetLambdaFunction.Architectures", "Role.*", "Route.AuthorizationType", "Unknown.*"]);
    expect(stack.unsupported.every(({ why }) => why.length > 0)).toBe(true);
  });

  it("writes down where it runs, for other terminals", () => {
    expect(readStackFile(service.directory)).toMatchObject({
      pid: process.pid,
      endpointUrl: stack.endpointUrl,
      engines: { speech: "replay" },
    });
  });

  it("invokes a function through the SDK, which reaches the stack's other services", async () => {
    const { body, FunctionError, StatusCode } = await invoke({ id: "direct" });
    expect({ body, FunctionError, StatusCode }).toEqual({
      body: { greeting: "hello direct", region: "ap-northeast-2" },
      FunctionError: undefined,
      StatusCode: 200,
    });
    expect(await hasThing("direct")).toBe(true);
    const { Functions } = await make(LambdaClient).send(new ListFunctionsCommand({}));
    expect(Functions?.map(({ FunctionName }) => FunctionName)).toEqual(["sample-dev-greet", "sample-dev-consume"]);
  });

  it("answers a thrown error as Lambda does", async () => {
    const { body, FunctionError } = await invoke({ fail: true });
    expect(FunctionError).toBe("Unhandled");
    expect(body).toMatchObject({ errorType: "Rejected", errorMessage: "told to fail" });
  });

  it("turns embedded metrics into CloudWatch metrics, and output into log events", async () => {
    await invoke({ id: "measured" });
    const { Datapoints } = await make(CloudWatchClient).send(
      new GetMetricStatisticsCommand({
        Namespace: "sample",
        MetricName: "Greetings",
        Dimensions: [{ Name: "kind", Value: "test" }],
        StartTime: new Date(Date.now() - 3_600_000),
        EndTime: new Date(Date.now() + 60_000),
        Period: 86_400,
        Statistics: ["Sum"],
      }),
    );
    expect(Datapoints?.[0]?.Sum).toBeGreaterThanOrEqual(1);
    const { events } = await make(CloudWatchLogsClient).send(
      new FilterLogEventsCommand({ logGroupName: "/aws/lambda/sample-dev-greet", filterPattern: "INFO greeted" }),
    );
    expect(events?.length).toBeGreaterThanOrEqual(1);
  });

  it("hands an event to the rules that match it, and only AWS's own services may use their source", async () => {
    const entry = {
      Source: "aws.connect",
      DetailType: "Amazon Connect Contact Event",
      Detail: JSON.stringify({ id: "by-event" }),
    };
    const refused = await make(EventBridgeClient).send(new PutEventsCommand({ Entries: [entry] }));
    expect(refused).toMatchObject({ FailedEntryCount: 1, Entries: [{ ErrorCode: "NotAuthorizedForSourceException" }] });
    const taken = await make(EventBridgeClient, simulatedServiceAccessKeyId).send(
      new PutEventsCommand({ Entries: [entry] }),
    );
    expect(taken.FailedEntryCount).toBe(0);
    await eventually(() => hasThing(taken.Entries?.[0]?.EventId ?? ""));
    const { Rules } = await make(EventBridgeClient).send(new ListRulesCommand({}));
    expect(Rules?.map(({ Name }) => Name)).toEqual(["sample-rule"]);
    const { Targets } = await make(EventBridgeClient).send(new ListTargetsByRuleCommand({ Rule: "sample-rule" }));
    expect(Targets?.[0]).toMatchObject({ Id: "greet", RetryPolicy: { MaximumRetryAttempts: 2 } });
  });

  it("tries an asynchronous invocation again and then sends its record to the on-failure queue", async () => {
    const answer = await make(LambdaClient).send(
      new InvokeCommand({
        FunctionName: "sample-dev-greet",
        InvocationType: "Event",
        Payload: JSON.stringify({ fail: true, id: "async" }),
      }),
    );
    expect(answer.StatusCode).toBe(202);
    const message = await deadLetter((body) => "requestPayload" in body);
    expect(JSON.parse(message.Body ?? "")).toMatchObject({
      version: "1.0",
      requestContext: {
        condition: "RetriesExhausted",
        approximateInvokeCount: 2,
        functionArn: expect.stringMatching(/:\$LATEST$/),
      },
      requestPayload: { fail: true, id: "async" },
      responseContext: { statusCode: 200, functionError: "Unhandled" },
      responsePayload: { errorType: "Rejected" },
    });
  });

  it("feeds a stream's records to a function, in order, and tells the on-failure queue where a poisoned one lies", async () => {
    const texts = ["one", "two", "poison", "three"];
    await make(KinesisClient).send(
      new PutRecordsCommand({
        StreamName: "sample-stream",
        Records: texts.map((text) => ({ PartitionKey: "contact", Data: Buffer.from(text) })),
      }),
    );
    const message = await deadLetter((body) => "KinesisBatchInfo" in body);
    expect(JSON.parse(message.Body ?? "")).toMatchObject({
      requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 2 },
      KinesisBatchInfo: { shardId: "shardId-000000000000", streamArn: stack.resources.Stream?.arn },
    });
    expect(message.Body).not.toContain(Buffer.from("poison").toString("base64"));
    await eventually(() => stack.isIdle());
  });

  it("runs a state machine whose definition names a function by substitution, and logs it where the template says", async () => {
    const { executionArn } = await make(SFNClient).send(
      new StartExecutionCommand({
        stateMachineArn: stack.resources.Machine?.ref,
        name: "one",
        input: JSON.stringify({ id: "by-machine" }),
      }),
    );
    const done = await eventually(async () => {
      const execution = await make(SFNClient).send(new DescribeExecutionCommand({ executionArn }));
      return execution.status === "RUNNING" ? undefined : execution;
    });
    expect(done).toMatchObject({ status: "SUCCEEDED", output: expect.stringContaining("hello by-machine") });
    expect(stack.logs.events("/states/sample")?.map(({ message }) => JSON.parse(message).type)).toContain(
      "ExecutionSucceeded",
    );
  });

  it("serves the routes of the HTTP API and asks for a signature where the route has IAM authorization", async () => {
    const url = `${Object.values(stack.httpApis)[0]}/things/42?x=1`;
    expect((await fetch(url)).status).toBe(403);
    const authorization =
      "AWS4-HMAC-SHA256 Credential=me/20260101/ap-northeast-2/execute-api/aws4_request, SignedHeaders=host, Signature=0";
    const signed = await fetch(url, { headers: { authorization } });
    expect([signed.status, await signed.json()]).toEqual([200, { greeting: "hello 42", region: "ap-northeast-2" }]);
    expect((await fetch(`${Object.values(stack.httpApis)[0]}/nowhere`)).status).toBe(404);
  });

  it("keeps objects in the template's bucket", async () => {
    await make(S3Client).send(new PutObjectCommand({ Bucket: "sample-bucket", Key: "a/b.json", Body: "{}" }));
    const { Body } = await make(S3Client).send(new GetObjectCommand({ Bucket: "sample-bucket", Key: "a/b.json" }));
    expect(await Body?.transformToString()).toBe("{}");
  });
});

describe("starting and ending", () => {
  it("says what to do when nothing is packaged", async () => {
    await expect(startLocalStack({ directory: join("no", "such", "place") })).rejects.toThrow(/npm run build/);
  });

  it("names the resource that cannot be created, and leaves no trace", async () => {
    const service = packagedService({
      Resources: { Broken: { Type: "AWS::Kinesis::Stream", Properties: { ShardCount: -1 } } },
    });
    await expect(startLocalStack({ directory: service.directory })).rejects.toThrow(
      /Broken \(AWS::Kinesis::Stream\): Properties\.ShardCount/,
    );
    expect(existsSync(join(service.directory, ".aicc", "stack.json"))).toBe(false);
    service.remove();
  });

  it("mounts further services, hands on Connect's resources, and removes its file at the end", async () => {
    const instance = "arn:aws:connect:ap-northeast-2:000000000000:instance/1";
    const service = packagedService({
      Parameters: { Instance: { Type: "String" } },
      Resources: {
        Queue: { Type: "AWS::Connect::Queue", Properties: { InstanceArn: { Ref: "Instance" }, Name: "general" } },
        Flow: {
          Type: "AWS::Connect::ContactFlow",
          Properties: { InstanceArn: { Ref: "Instance" }, Content: { "Fn::Sub": "to ${Queue.QueueArn}" } },
        },
      },
    });
    const closed: string[] = [];
    const stack = await startLocalStack({
      directory: service.directory,
      parameters: { Instance: instance },
      services: ({ endpointUrl }) => [
        {
          signingNames: ["comprehend"],
          handle: (_, response) => void response.end(endpointUrl),
          close: async () => void closed.push("comprehend"),
        },
      ],
    });
    expect(stack.connect.map(({ logicalId }) => logicalId)).toEqual(["Queue", "Flow"]);
    expect(stack.connect[1]?.properties.Content).toBe(`to ${stack.connect[0]?.arn}`);
    const answer = await fetch(stack.endpointUrl, {
      headers: { "x-amz-target": "Comprehend_20171127.DetectSentiment" },
    });
    expect(await answer.text()).toBe(stack.endpointUrl);
    await stack.close();
    expect(closed).toEqual(["comprehend"]);
    expect(existsSync(join(service.directory, ".aicc", "stack.json"))).toBe(false);
    service.remove();
  });
});
