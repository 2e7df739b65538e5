import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Gateway, startGateway } from "../../../local/gateway/gateway.ts";
import type { LocalService } from "../../../local/gateway/service.ts";
import { createServiceClient } from "../../../local/gateway/service-client.ts";
import { createDynamoService } from "../../../local/storage/dynamo-service.ts";
import { createQueueAndObjectService } from "../../../local/storage/queue-and-object-service.ts";
import { sendToQueueOver } from "../../../local/storage/send-to-queue.ts";

describe("storage behind the gateway, asked by the SDK", () => {
  let gateway: Gateway;
  let services: LocalService[];
  const options = () => ({
    endpoint: gateway.endpointUrl,
    region: "ap-northeast-2",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });

  beforeAll(async () => {
    gateway = await startGateway();
    services = [createDynamoService("ap-northeast-2", "000000000000"), createQueueAndObjectService("ap-northeast-2")];
    for (const service of services) gateway.mount(service);
  });
  afterAll(async () => {
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
});
