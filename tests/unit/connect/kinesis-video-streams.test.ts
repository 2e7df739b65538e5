import type { KinesisVideoClient } from "@aws-sdk/client-kinesis-video";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createAmazonClients } from "../../../local/connect/amazon-clients.ts";
import { createKinesisVideoStreams } from "../../../local/connect/media/kinesis-video-streams.ts";
import { simulatedServiceAccessKeyId } from "../../../local/gateway/credential-scope.ts";
import { type Gateway, startGateway } from "../../../local/gateway/gateway.ts";
import { KinesisVideoService } from "../../../local/kinesis-video/kinesis-video-service.ts";

let gateway: Gateway;
let service: KinesisVideoService;
let client: KinesisVideoClient;

beforeAll(async () => {
  gateway = await startGateway();
  service = new KinesisVideoService({
    region: "ap-northeast-2",
    accountId: "000000000000",
    dataEndpoint: () => gateway.endpointUrl,
  });
  gateway.mount(service);
  client = createAmazonClients(gateway.endpointUrl).kinesisVideo;
});

afterAll(async () => {
  client.destroy();
  await service.close();
  await gateway.close();
});

const second = (at: number) => ({ at, fromCustomer: new Int16Array(8_000), toCustomer: new Int16Array(8_000) });

describe("live media streams", () => {
  it("give every live contact a stream of its own and use a stream again when its contact has ended", async () => {
    const streams = createKinesisVideoStreams(client, simulatedServiceAccessKeyId);
    const one = await streams.open("contact-1", 1_000_000);
    const two = await streams.open("contact-2", 1_000_000);
    expect(two.streamArn).not.toBe(one.streamArn);
    await one.send(second(1_000_000));
    await one.send(second(1_001_000));
    await one.stop();
    const three = await streams.open("contact-3", 2_000_000);
    expect(three.streamArn).toBe(one.streamArn);
    expect(BigInt(three.startFragmentNumber)).toBeGreaterThan(BigInt(one.startFragmentNumber));
    await Promise.all([two.stop(), three.stop()]);
  });
});
