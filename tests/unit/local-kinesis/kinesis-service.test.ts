import {
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  PutRecordCommand,
  PutRecordsCommand,
} from "@aws-sdk/client-kinesis";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Gateway, startGateway } from "../../../local/gateway/gateway.ts";
import { createKinesisService } from "../../../local/kinesis/kinesis-service.ts";
import { createStreamRegistry, type StreamRegistry } from "../../../local/kinesis/stream-registry.ts";

describe("the local Kinesis, asked by the SDK over HTTP/2", () => {
  let gateway: Gateway;
  let client: KinesisClient;
  let streams: StreamRegistry;
  let refused = new Set<string>();

  beforeEach(async () => {
    refused = new Set();
    gateway = await startGateway();
    streams = createStreamRegistry("ap-northeast-2", "000000000000", Date.now);
    streams.create("stream", 2);
    gateway.mount(
      createKinesisService(streams, (_, key) =>
        refused.has(key) ? "ProvisionedThroughputExceededException" : undefined,
      ),
    );
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    client = new KinesisClient({
      endpoint: gateway.endpointUrl,
      region: "ap-northeast-2",
      credentials,
      maxAttempts: 1,
    });
  });
  afterEach(async () => {
    client.destroy();
    await gateway.close();
  });

  const put = (PartitionKey: string, text: string) =>
    client.send(new PutRecordCommand({ StreamName: "stream", PartitionKey, Data: Buffer.from(text) }));
  const read = async (ShardId: string | undefined, more: object = { ShardIteratorType: "TRIM_HORIZON" }) => {
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({ StreamName: "stream", ShardId, ShardIteratorType: "LATEST", ...more }),
    );
    const { Records, NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator }));
    return { texts: Records?.map(({ Data }) => Buffer.from(Data ?? []).toString()), NextShardIterator };
  };

  it("keeps the records of a partition key in one shard, in order, with rising sequence numbers", async () => {
    const answers = [await put("k", "1"), await put("k", "2"), await put("k", "3")];
    expect(new Set(answers.map(({ ShardId }) => ShardId)).size).toBe(1);
    const numbers = answers.map(({ SequenceNumber }) => SequenceNumber ?? "");
    expect(numbers).toEqual(numbers.toSorted());
    expect(numbers[0]).toMatch(/^\d{56}$/);
    expect((await read(answers[0]?.ShardId)).texts).toEqual(["1", "2", "3"]);
  });

  it("reads on from where an iterator stands, at or behind a sequence number", async () => {
    const { ShardId, SequenceNumber } = await put("k", "1");
    await put("k", "2");
    const at = { StartingSequenceNumber: SequenceNumber };
    expect((await read(ShardId, { ShardIteratorType: "AT_SEQUENCE_NUMBER", ...at })).texts).toEqual(["1", "2"]);
    const { texts, NextShardIterator } = await read(ShardId, { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", ...at });
    expect(texts).toEqual(["2"]);
    await put("k", "3");
    const { Records } = await client.send(new GetRecordsCommand({ ShardIterator: NextShardIterator }));
    expect(Records?.map(({ Data }) => Buffer.from(Data ?? []).toString())).toEqual(["3"]);
  });

  it("spreads keys over shards by the MD5 of the key", async () => {
    const { Shards } = await client.send(new ListShardsCommand({ StreamName: "stream" }));
    expect(Shards?.map(({ HashKeyRange }) => HashKeyRange?.EndingHashKey)).toEqual([
      String(2n ** 127n - 1n),
      String(2n ** 128n - 1n),
    ]);
    // MD5("a") begins with 0x0c, MD5("b") with 0x92.
    expect([(await put("a", "x")).ShardId, (await put("b", "x")).ShardId]).toEqual([
      "shardId-000000000000",
      "shardId-000000000001",
    ]);
  });

  it("reports the records of a batch that were not taken", async () => {
    refused.add("b");
    const answer = await client.send(
      new PutRecordsCommand({
        StreamARN: "arn:aws:kinesis:ap-northeast-2:000000000000:stream/stream",
        Records: ["a", "b"].map((PartitionKey) => ({ PartitionKey, Data: Buffer.from("x") })),
      }),
    );
    expect(answer.FailedRecordCount).toBe(1);
    expect(answer.Records?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      "ProvisionedThroughputExceededException",
    ]);
    await expect(put("b", "x")).rejects.toMatchObject({ name: "ProvisionedThroughputExceededException" });
  });

  it("names a stream that is not there", async () => {
    await expect(client.send(new DescribeStreamSummaryCommand({ StreamName: "nope" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: expect.stringContaining("nope"),
    });
  });
});
