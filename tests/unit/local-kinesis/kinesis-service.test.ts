import {
  CreateStreamCommand,
  DecreaseStreamRetentionPeriodCommand,
  DeleteStreamCommand,
  DescribeStreamCommand,
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  IncreaseStreamRetentionPeriodCommand,
  KinesisClient,
  ListShardsCommand,
  ListStreamsCommand,
  MergeShardsCommand,
  PutRecordCommand,
  PutRecordsCommand,
  SplitShardCommand,
  UpdateMaxRecordSizeCommand,
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
  let now = 0;

  beforeEach(async () => {
    refused = new Set();
    now = 1_000_000_000_000;
    gateway = await startGateway();
    streams = createStreamRegistry("ap-northeast-2", "000000000000", () => now);
    streams.create({ name: "stream", shardCount: 2 });
    gateway.mount(
      createKinesisService(
        streams,
        () => now,
        (_, key) => (refused.has(key) ? "ProvisionedThroughputExceededException" : undefined),
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

  const hour = 3_600_000;
  const records = async (ShardIterator: string | undefined, Limit?: number) => {
    const answer = await client.send(new GetRecordsCommand({ ShardIterator, ...(Limit ? { Limit } : {}) }));
    return { ...answer, texts: answer.Records?.map(({ Data }) => Buffer.from(Data ?? []).toString()) };
  };
  const iterator = async (ShardId: string | undefined, more: object) =>
    (
      await client.send(
        new GetShardIteratorCommand({ StreamName: "stream", ShardId, ShardIteratorType: "LATEST", ...more }),
      )
    ).ShardIterator;

  it("puts a record into the shard of its explicit hash key, whatever its partition key", async () => {
    const ExplicitHashKey = String(2n ** 128n - 1n);
    const entry = { StreamName: "stream", PartitionKey: "a", Data: Buffer.from("x") };
    const { ShardId } = await client.send(new PutRecordCommand({ ...entry, ExplicitHashKey }));
    expect(ShardId).toBe("shardId-000000000001");
    const tooLarge = client.send(new PutRecordCommand({ ...entry, ExplicitHashKey: String(2n ** 128n) }));
    await expect(tooLarge).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("takes a sequence number for ordering when it is the stream's own", async () => {
    const { SequenceNumber } = await put("k", "1");
    const next = (SequenceNumberForOrdering: string | undefined) =>
      client.send(
        new PutRecordCommand({
          StreamName: "stream",
          PartitionKey: "k",
          Data: Buffer.from("2"),
          SequenceNumberForOrdering,
        }),
      );
    expect(BigInt((await next(SequenceNumber)).SequenceNumber ?? 0)).toBeGreaterThan(BigInt(SequenceNumber ?? 0));
    await expect(next("1")).rejects.toMatchObject({ name: "InvalidArgumentException" });
  });

  it("begins at the first record since a time, and refuses a time that has not come", async () => {
    const { ShardId } = await put("k", "1");
    now += 10_000;
    await put("k", "2");
    const since = (milliseconds: number) => ({
      ShardIteratorType: "AT_TIMESTAMP",
      Timestamp: new Date(milliseconds),
    });
    expect((await read(ShardId, since(now - 5_000))).texts).toEqual(["2"]);
    await expect(iterator(ShardId, since(now + 1_000))).rejects.toMatchObject({ name: "InvalidArgumentException" });
  });

  it("says how far a reader is behind", async () => {
    const { ShardId } = await put("k", "1");
    now += 5_000;
    await put("k", "2");
    now += 2_000;
    const first = await records(await iterator(ShardId, { ShardIteratorType: "TRIM_HORIZON" }), 1);
    expect([first.texts, first.MillisBehindLatest]).toEqual([["1"], 7_000]);
    const second = await records(first.NextShardIterator);
    expect([second.texts, second.MillisBehindLatest]).toEqual([["2"], 0]);
  });

  it("lets an iterator expire after five minutes", async () => {
    const { ShardId } = await put("k", "1");
    const old = await iterator(ShardId, { ShardIteratorType: "TRIM_HORIZON" });
    now += 300_000;
    expect((await records(old)).texts).toEqual(["1"]);
    now += 1;
    await expect(records(old)).rejects.toMatchObject({ name: "ExpiredIteratorException" });
  });

  it("forgets records when the retention period is over, which can be made longer and shorter", async () => {
    const { ShardId } = await put("k", "1");
    const seen = async () => (await read(ShardId, { ShardIteratorType: "TRIM_HORIZON" })).texts;
    const stream = { StreamName: "stream" };
    await client.send(new IncreaseStreamRetentionPeriodCommand({ ...stream, RetentionPeriodHours: 48 }));
    now += 25 * hour;
    await put("k", "2");
    expect(await seen()).toEqual(["1", "2"]);
    await client.send(new DecreaseStreamRetentionPeriodCommand({ ...stream, RetentionPeriodHours: 24 }));
    expect(await seen()).toEqual(["2"]);
    for (const RetentionPeriodHours of [23, 8_761])
      await expect(
        client.send(new IncreaseStreamRetentionPeriodCommand({ ...stream, RetentionPeriodHours })),
      ).rejects.toMatchObject({ name: "InvalidArgumentException" });
    await expect(
      client.send(new DecreaseStreamRetentionPeriodCommand({ ...stream, RetentionPeriodHours: 48 })),
    ).rejects.toMatchObject({ name: "InvalidArgumentException" });
  });

  it("takes records of 1 MiB, or as large as the stream's own setting, up to 500 and 10 MiB a request", async () => {
    const large = Buffer.alloc(1_048_576);
    const entry = { StreamName: "stream", PartitionKey: "k", Data: large };
    await expect(client.send(new PutRecordCommand(entry))).rejects.toMatchObject({ name: "ValidationException" });
    const StreamARN = "arn:aws:kinesis:ap-northeast-2:000000000000:stream/stream";
    await client.send(new UpdateMaxRecordSizeCommand({ StreamARN, MaxRecordSizeInKiB: 10_240 }));
    await client.send(new PutRecordCommand(entry));
    const many = (count: number, Data: Uint8Array) =>
      client.send(
        new PutRecordsCommand({
          StreamName: "stream",
          Records: Array.from({ length: count }, () => ({ PartitionKey: "k", Data })),
        }),
      );
    await expect(many(10, large)).rejects.toMatchObject({ name: "InvalidArgumentException" });
    await expect(many(501, Buffer.from("x"))).rejects.toMatchObject({ name: "ValidationException" });
    expect((await many(500, Buffer.from("x"))).FailedRecordCount).toBe(0);
  });

  it("splits and merges shards: a reader finds the children at the end of the parent", async () => {
    const { ShardId } = await put("a", "1");
    await client.send(
      new SplitShardCommand({
        StreamName: "stream",
        ShardToSplit: ShardId,
        NewStartingHashKey: String(2n ** 126n),
      }),
    );
    expect((await put("a", "2")).ShardId).toBe("shardId-000000000002");
    const end = await records(await iterator(ShardId, { ShardIteratorType: "TRIM_HORIZON" }));
    expect([end.texts, end.NextShardIterator, end.ChildShards?.map((child) => child.ShardId)]).toEqual([
      ["1"],
      undefined,
      ["shardId-000000000002", "shardId-000000000003"],
    ]);
    const merge = (ShardToMerge: string, AdjacentShardToMerge: string) =>
      client.send(new MergeShardsCommand({ StreamName: "stream", ShardToMerge, AdjacentShardToMerge }));
    await expect(merge("shardId-000000000002", "shardId-000000000001")).rejects.toMatchObject({
      name: "InvalidArgumentException",
    });
    await merge("shardId-000000000001", "shardId-000000000003");
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamName: "stream" }));
    expect(StreamDescription?.Shards?.at(-1)).toMatchObject({
      ShardId: "shardId-000000000004",
      ParentShardId: "shardId-000000000001",
      AdjacentParentShardId: "shardId-000000000003",
    });
    const { StreamDescriptionSummary } = await client.send(new DescribeStreamSummaryCommand({ StreamName: "stream" }));
    expect(StreamDescriptionSummary?.OpenShardCount).toBe(2);
  });

  it("makes, lists and deletes streams", async () => {
    for (const StreamName of ["b", "a"]) await client.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
    const first = await client.send(new ListStreamsCommand({ Limit: 2 }));
    expect([first.StreamNames, first.HasMoreStreams]).toEqual([["a", "b"], true]);
    expect((await client.send(new ListStreamsCommand({ NextToken: first.NextToken }))).StreamNames).toEqual(["stream"]);
    await client.send(new DeleteStreamCommand({ StreamName: "a" }));
    await expect(client.send(new DescribeStreamCommand({ StreamName: "a" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await expect(client.send(new CreateStreamCommand({ StreamName: "b" }))).rejects.toMatchObject({
      name: "ResourceInUseException",
    });
  });
});
