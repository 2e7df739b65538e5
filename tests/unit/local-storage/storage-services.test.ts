import { randomUUID } from "node:crypto";
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Gateway, startGateway } from "../../../local/gateway/gateway.ts";
import type { LocalService } from "../../../local/gateway/service.ts";
import { createServiceClient, type ServiceClient } from "../../../local/gateway/service-client.ts";
import { createDynamoService } from "../../../local/storage/dynamo-service.ts";
import { createQueueRegistry } from "../../../local/storage/queues/queue-registry.ts";
import { createQueueService } from "../../../local/storage/queues/queue-service.ts";
import { sendToQueueOver } from "../../../local/storage/send-to-queue.ts";
import { createTopicAndObjectService } from "../../../local/storage/topic-and-object-service.ts";
import { createVirtualClock } from "../../../local/virtual-clock.ts";

describe("storage behind the gateway, asked by the SDK", () => {
  let gateway: Gateway;
  let services: LocalService[];
  let inner: ServiceClient;
  const clock = createVirtualClock(1_000_000_000_000);
  const region = "ap-northeast-2";
  const accountId = "000000000000";
  const lost: string[] = [];
  const options = () => ({
    endpoint: gateway.endpointUrl,
    region: "ap-northeast-2",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });

  beforeAll(async () => {
    gateway = await startGateway();
    inner = createServiceClient(gateway.endpointUrl, region, "key");
    const queues = createQueueRegistry({ clock, ids: randomUUID, region, accountId });
    services = [
      createDynamoService({ region, accountId, clock, services: inner }),
      createQueueService(queues, clock, accountId),
      createTopicAndObjectService(region, queues, (from) => void lost.push(from)),
    ];
    for (const service of services) gateway.mount(service);
  });
  afterAll(async () => {
    inner.close();
    await Promise.all(services.map((service) => service.close()));
    await gateway.close();
  });

  it("makes tables of the stack's account and region, active at once, and leaves this process's variables alone", async () => {
    const client = new DynamoDBClient(options());
    await client.send(
      new CreateTableCommand({
        TableName: "table",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      }),
    );
    const { Table } = await client.send(new DescribeTableCommand({ TableName: "table" }));
    expect([Table?.TableStatus, Table?.TableArn]).toEqual([
      "ACTIVE",
      "arn:aws:dynamodb:ap-northeast-2:000000000000:table/table",
    ]);
    expect(process.env.AWS_ACCOUNT_ID).toBeUndefined();
    client.destroy();
  });

  it("gives queue URLs that lead back to the gateway, and finds a queue by its ARN for dead letters", async () => {
    const client = new SQSClient(options());
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: "letters" }));
    expect(QueueUrl).toBe(`${gateway.endpointUrl}/000000000000/letters`);
    expect((await client.send(new GetQueueUrlCommand({ QueueName: "letters" }))).QueueUrl).toBe(QueueUrl);
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "by url" }));
    const services = createServiceClient(gateway.endpointUrl, "ap-northeast-2", "key");
    const send = sendToQueueOver(services);
    await send("arn:aws:sqs:ap-northeast-2:000000000000:letters", "by arn", {
      WHY: { DataType: "String", StringValue: "because" },
    });
    const { Messages } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
    );
    expect(Messages?.map(({ Body, MessageAttributes }) => [Body, MessageAttributes?.WHY?.StringValue])).toEqual([
      ["by url", undefined],
      ["by arn", "because"],
    ]);
    await expect(send("arn:aws:sqs:ap-northeast-2:000000000000:nowhere", "x")).rejects.toMatchObject({
      name: expect.stringMatching(/QueueDoesNotExist/),
    });
    services.close();
    client.destroy();
  });

  it("deletes items when their time to live is over, and no others", async () => {
    const client = new DynamoDBClient(options());
    const TableName = "mortal";
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      }),
    );
    const specification = { AttributeName: "ttl", Enabled: true };
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: specification }));
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "ttl" });
    const inSeconds = (seconds: number) => ({ N: String(Math.floor(clock.now() / 1_000) + seconds) });
    const items = { soon: inSeconds(60), later: inSeconds(86_400), text: { S: "1" }, longAgo: { N: "1" } };
    for (const [pk, ttl] of Object.entries(items))
      await client.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, ttl } }));
    await client.send(new PutItemCommand({ TableName, Item: { pk: { S: "without" } } }));
    const left = async () => {
      const { Items } = await client.send(new ScanCommand({ TableName }));
      return Items?.map(({ pk }) => pk?.S).toSorted();
    };
    await clock.advance(3_600_000);
    expect(await left()).toEqual(["later", "longAgo", "text", "without"]);
    await clock.advance(2 * 86_400_000);
    expect(await left()).toEqual(["longAgo", "text", "without"]);
    await expect(client.send(new DescribeTimeToLiveCommand({ TableName: "nowhere" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    client.destroy();
  });

  it("serves batches, visibility, attributes and dead letters of queues", async () => {
    const client = new SQSClient(options());
    const { QueueUrl: letters } = await client.send(new CreateQueueCommand({ QueueName: "batch-dlq" }));
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: "batch" }));
    const deadLetterTargetArn = `arn:aws:sqs:${region}:${accountId}:batch-dlq`;
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 5 });
    await client.send(
      new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy, VisibilityTimeout: "60" } }),
    );
    const { Failed, Successful } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: "a", MessageBody: "a" },
          { Id: "b", MessageBody: "control \u0000 character" },
          { Id: "c", MessageBody: "c", DelaySeconds: 900 },
        ],
      }),
    );
    expect([Successful?.map(({ Id }) => Id), Failed?.map(({ Id, Code }) => [Id, Code])]).toEqual([
      ["a", "c"],
      [["b", "InvalidMessageContents"]],
    ]);
    const receive = async () => {
      const { Messages } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ["All"] }),
      );
      return Messages?.[0];
    };
    const ReceiptHandle = (await receive())?.ReceiptHandle;
    expect(await receive()).toBeUndefined();
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    const again = await receive();
    expect([again?.Body, again?.Attributes?.ApproximateReceiveCount]).toEqual(["a", "2"]);
    const Entries = [{ Id: "x", ReceiptHandle: again?.ReceiptHandle }];
    await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    const counts = async () => {
      const AttributeNames = ["All" as const];
      const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
      return Attributes;
    };
    expect(await counts()).toMatchObject({
      ApproximateNumberOfMessages: "0",
      ApproximateNumberOfMessagesDelayed: "1",
      VisibilityTimeout: "60",
      RedrivePolicy,
    });
    await client.send(new PurgeQueueCommand({ QueueUrl }));
    expect(await counts()).toMatchObject({ ApproximateNumberOfMessagesDelayed: "0" });
    const { queueUrls } = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: letters }));
    expect(queueUrls).toEqual([QueueUrl]);
    const { QueueUrls } = await client.send(new ListQueuesCommand({ QueueNamePrefix: "batch" }));
    expect(QueueUrls).toEqual([QueueUrl, letters]);
    client.destroy();
  });

  it("lets a receiver wait for a message, and no longer than it asked", async () => {
    const client = new SQSClient(options());
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: "polled" }));
    const receive = () => client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    const received = receive();
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "late" }));
    expect((await received).Messages?.map(({ Body }) => Body)).toEqual(["late"]);
    const before = clock.now();
    expect((await clock.runUntil(receive())).Messages).toBeUndefined();
    expect(clock.now() - before).toBe(20_000);
    client.destroy();
  });

  it("carries what a topic publishes to the queues that subscribe to it", async () => {
    const sns = new SNSClient(options());
    const sqs = new SQSClient(options());
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "subscriber" }));
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "topic" }));
    const subscribe = (name: string, RawMessageDelivery: string) =>
      sns.send(
        new SubscribeCommand({
          TopicArn,
          Protocol: "sqs",
          Endpoint: `arn:aws:sqs:${region}:${accountId}:${name}`,
          Attributes: { RawMessageDelivery },
        }),
      );
    await subscribe("subscriber", "true");
    await subscribe("not-there", "false");
    const MessageAttributes = { Kind: { DataType: "String", StringValue: "x" } };
    await sns.send(new PublishCommand({ TopicArn, Message: "news", MessageAttributes }));
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ["All"] }));
    expect(Messages?.map((message) => [message.Body, message.MessageAttributes?.Kind?.StringValue])).toEqual([
      ["news", "x"],
    ]);
    expect(lost).toEqual([`arn:aws:sqs:${region}:${accountId}:not-there`]);
    sns.destroy();
    sqs.destroy();
  });
});
