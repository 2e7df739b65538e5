import { randomUUID } from "node:crypto";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import {
  createFailureDestinations,
  type SendDiscardedBatch,
} from "../../../local/event-sources/failure-destination.ts";
import { type Gateway, startGateway } from "../../../local/gateway/gateway.ts";
import type { LocalService } from "../../../local/gateway/service.ts";
import { createServiceClient, type ServiceClient } from "../../../local/gateway/service-client.ts";
import { createQueueRegistry, type QueueRegistry } from "../../../local/storage/queues/queue-registry.ts";
import { createQueueService } from "../../../local/storage/queues/queue-service.ts";
import { sendToQueueOver } from "../../../local/storage/send-to-queue.ts";
import { createTopicAndObjectService } from "../../../local/storage/topic-and-object-service.ts";
import { createVirtualClock } from "../../../local/virtual-clock.ts";

const region = "ap-northeast-2";
const accountId = "000000000000";

describe("on-failure destinations", () => {
  const clock = createVirtualClock(Date.parse("2026-03-04T05:06:07Z"));
  const batch = {
    mappingId: "11111111-2222-3333-4444-555555555555",
    shardId: "shardId-000000000001",
    invocationRecord: { version: "1.0", KinesisBatchInfo: { batchSize: 1 } },
    event: { Records: [{ eventID: "1" }] },
  };
  let gateway: Gateway;
  let services: LocalService[];
  let inner: ServiceClient;
  let queues: QueueRegistry;
  let send: SendDiscardedBatch;
  const options = () => ({
    endpoint: gateway.endpointUrl,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
  const bodies = (name: string) =>
    queues
      .find(name)
      .receive(10)
      .map(({ body }) => JSON.parse(body));

  beforeAll(async () => {
    gateway = await startGateway();
    inner = createServiceClient(gateway.endpointUrl, region, "key");
    queues = createQueueRegistry({ clock, ids: randomUUID, region, accountId });
    services = [createQueueService(queues, clock, accountId), createTopicAndObjectService(region, queues, () => {})];
    for (const service of services) gateway.mount(service);
    const sendToQueue = sendToQueueOver(inner);
    send = createFailureDestinations({ services: inner, sendToQueue, ids: () => "id", now: clock.now });
  });
  afterAll(async () => {
    inner.close();
    await Promise.all(services.map((service) => service.close()));
    await gateway.close();
  });

  it("give a queue the invocation record, without the records", async () => {
    await send(queues.create("letters", {}).arn, batch);
    expect(bodies("letters")).toEqual([batch.invocationRecord]);
    await expect(send(`arn:aws:sqs:${region}:${accountId}:nowhere`, batch)).rejects.toMatchObject({
      name: "QueueDoesNotExist",
    });
  });

  it("give a topic the same", async () => {
    const client = new SNSClient(options());
    const { TopicArn = "" } = await client.send(new CreateTopicCommand({ Name: "failures" }));
    const Endpoint = queues.create("subscriber", {}).arn;
    await client.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
    await send(TopicArn, batch);
    expect(bodies("subscriber").map(({ Message }) => JSON.parse(Message))).toEqual([batch.invocationRecord]);
    await expect(send(`${TopicArn}-nowhere`, batch)).rejects.toMatchObject({ name: "NotFound" });
    client.destroy();
  });

  it("give a bucket the event too, as escaped JSON under AWS's key", async () => {
    const client = new S3Client(options());
    await client.send(new CreateBucketCommand({ Bucket: "failures" }));
    await send("arn:aws:s3:::failures", batch);
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: "failures" }));
    const Key = `aws/lambda/${batch.mappingId}/${batch.shardId}/2026/03/04/2026-03-04T05.06.07-id`;
    expect(Contents?.map((object) => object.Key)).toEqual([Key]);
    const { Body } = await client.send(new GetObjectCommand({ Bucket: "failures", Key }));
    const { payload, ...record } = JSON.parse((await Body?.transformToString()) ?? "");
    expect([record, JSON.parse(payload)]).toEqual([batch.invocationRecord, batch.event]);
    await expect(send("arn:aws:s3:::nowhere", batch)).rejects.toThrow("NoSuchBucket");
    client.destroy();
  });

  it("refuse an ARN of anything else", async () => {
    await expect(send("arn:aws:events:r:0:event-bus/b", batch)).rejects.toThrow("no SQS queue, SNS topic or S3 bucket");
  });
});
