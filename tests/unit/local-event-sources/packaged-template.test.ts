import { DescribeTimeToLiveCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { LambdaClient, ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type LocalStack, startLocalStack } from "../../../local/stack/local-stack.ts";
import {
  eventually,
  functionResource,
  type PackagedService,
  packagedService,
} from "../local-stack/packaged-service.ts";

const arn = (logicalId: string) => ({ "Fn::GetAtt": [logicalId, "Arn"] });
const mapping = (properties: object) => ({
  Type: "AWS::Lambda::EventSourceMapping",
  Properties: { FunctionName: arn("ConsumeLambdaFunction"), ...properties },
});

const template = {
  Resources: {
    ConsumeLambdaFunction: functionResource("consume"),
    Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: "queue" } },
    Topic: {
      Type: "AWS::SNS::Topic",
      Properties: { TopicName: "topic", Subscription: [{ Protocol: "sqs", Endpoint: arn("Queue") }] },
    },
    Stream: { Type: "AWS::Kinesis::Stream", Properties: { Name: "stream", ShardCount: 2, RetentionPeriodHours: 48 } },
    Table: {
      Type: "AWS::DynamoDB::Table",
      Properties: {
        TableName: "table",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      },
    },
    OfQueue: mapping({ EventSourceArn: arn("Queue"), FunctionResponseTypes: ["ReportBatchItemFailures"] }),
    OfStream: mapping({
      EventSourceArn: arn("Stream"),
      StartingPosition: "LATEST",
      Enabled: "false",
      TumblingWindowInSeconds: 60,
    }),
  },
};

const consume = `export const handler = async ({ Records }) => {
  for (const { body, kinesis } of Records) console.log(body ?? Buffer.from(kinesis.data, "base64").toString());
  return { batchItemFailures: [] };
};`;

describe("event sources of a packaged template", () => {
  let service: PackagedService;
  let stack: LocalStack;
  const clients: { destroy(): void }[] = [];

  function make<T extends { destroy(): void }>(Client: new (options: object) => T): T {
    const credentials = { accessKeyId: "a", secretAccessKey: "b" };
    const client = new Client({ endpoint: stack.endpointUrl, region: "ap-northeast-2", credentials, maxAttempts: 1 });
    clients.push(client);
    return client;
  }
  /** Whether the function has logged a line that holds this text. */
  const hasSeen = (text: string) =>
    stack.logs.events("/aws/lambda/sample-dev-consume")?.some(({ message }) => message.includes(text));

  beforeAll(async () => {
    service = packagedService(template, { consume });
    stack = await startLocalStack({ directory: service.directory });
  });
  afterAll(async () => {
    for (const client of clients) client.destroy();
    await stack.close();
    service.remove();
  });

  it("feed a function with the messages of a queue, those of a topic too", async () => {
    const QueueUrl = stack.resources.Queue?.ref;
    await make(SQSClient).send(new SendMessageCommand({ QueueUrl, MessageBody: "by hand" }));
    await make(SNSClient).send(new PublishCommand({ TopicArn: stack.resources.Topic?.ref, Message: "by topic" }));
    await eventually(() => hasSeen("by hand") && hasSeen("by topic"));
    await eventually(() => stack.isIdle());
  });

  it("feed nothing while they are disabled, and everything since their beginning when they are enabled", async () => {
    const lambda = make(LambdaClient);
    await make(KinesisClient).send(
      new PutRecordCommand({ StreamName: "stream", PartitionKey: "k", Data: Buffer.from("by stream") }),
    );
    const EventSourceArn = stack.resources.Stream?.arn;
    const { EventSourceMappings } = await lambda.send(new ListEventSourceMappingsCommand({ EventSourceArn }));
    const { UUID, State } = EventSourceMappings?.[0] ?? {};
    expect([UUID, State]).toEqual([stack.resources.OfStream?.ref, "Disabled"]);
    expect([stack.isIdle(), hasSeen("by stream")]).toEqual([true, false]);
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
    await eventually(() => hasSeen("by stream"));
  });

  it("lists what has no effect", () => {
    expect(stack.unsupported.map(({ logicalId, property }) => `${logicalId}.${property}`)).toEqual([
      "OfStream.TumblingWindowInSeconds",
    ]);
  });

  it("gives tables their time to live", async () => {
    const { TimeToLiveDescription } = await make(DynamoDBClient).send(
      new DescribeTimeToLiveCommand({ TableName: "table" }),
    );
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "ttl" });
  });
});
