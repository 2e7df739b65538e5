import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  PutRecordCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-kinesis";
import { describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createRecordsAgain } from "../../../adapters/kinesis-records.ts";
import { segmentStreamArn } from "../../support/dead-letter-messages.ts";

const place = {
  streamArn: segmentStreamArn,
  shardId: "shardId-000000000000",
  firstSequenceNumber: "100",
  lastSequenceNumber: "102",
};
const record = (number: number, key = "contact") => ({
  SequenceNumber: String(number),
  PartitionKey: key,
  Data: new TextEncoder().encode(`record ${number}`),
});

function world() {
  const kinesis = mockClient(KinesisClient);
  kinesis.on(GetShardIteratorCommand).resolves({ ShardIterator: "here" });
  kinesis.on(GetRecordsCommand).resolves({ Records: [], NextShardIterator: "on", MillisBehindLatest: 0 });
  let next = 500;
  kinesis.on(PutRecordCommand).callsFake(() => ({ SequenceNumber: String(next++) }));
  const { putRecordsAgain } = createRecordsAgain(new KinesisClient({ region: "ap-northeast-2" }));
  const puts = () => kinesis.commandCalls(PutRecordCommand).map((call) => call.args[0].input);
  return { kinesis, puts, putRecordsAgain };
}

describe("putting records on their stream again", () => {
  it("reads from the first to the last, over empty answers, and keeps order and keys", async () => {
    const { kinesis, puts, putRecordsAgain } = world();
    kinesis
      .on(GetRecordsCommand)
      .resolvesOnce({ Records: [], NextShardIterator: "a", MillisBehindLatest: 9_000 })
      .resolvesOnce({ Records: [record(100), record(101, "other")], NextShardIterator: "b", MillisBehindLatest: 9 })
      .resolvesOnce({ Records: [record(102), record(103)], NextShardIterator: "c", MillisBehindLatest: 0 });
    expect(await putRecordsAgain(place)).toEqual({ put: 3, isWhole: true });
    const common = { StreamARN: segmentStreamArn };
    expect(puts()).toEqual([
      { ...common, PartitionKey: "contact", Data: record(100).Data },
      { ...common, PartitionKey: "other", Data: record(101).Data },
      { ...common, PartitionKey: "contact", Data: record(102).Data, SequenceNumberForOrdering: "500" },
    ]);
  });

  it("tells when the stream no longer has the first records, and puts the others", async () => {
    const { kinesis, putRecordsAgain } = world();
    kinesis.on(GetRecordsCommand).resolves({ Records: [record(101), record(102)], MillisBehindLatest: 0 });
    expect(await putRecordsAgain(place)).toEqual({ put: 2, isWhole: false });
  });

  it("tells when the stream has none of them any more, and puts no later ones in their stead", async () => {
    const { kinesis, puts, putRecordsAgain } = world();
    kinesis.on(GetRecordsCommand).resolves({ Records: [record(900)], MillisBehindLatest: 0 });
    expect(await putRecordsAgain(place)).toEqual({ put: 0, isWhole: false });
    expect(puts()).toEqual([]);
  });

  it("takes a place that the stream does not know for one that is gone", async () => {
    const { kinesis, putRecordsAgain } = world();
    kinesis
      .on(GetShardIteratorCommand)
      .rejects(Object.assign(new Error("not of this stream"), { name: "InvalidArgumentException" }));
    expect(await putRecordsAgain(place)).toEqual({ put: 0, isWhole: false });
  });

  it("gives up on a place whose end does not come, to be tried again", async () => {
    const { kinesis, putRecordsAgain } = world();
    kinesis.on(GetRecordsCommand).resolves({ Records: [], NextShardIterator: "on", MillisBehindLatest: 9_000 });
    await expect(putRecordsAgain(place)).rejects.toMatchObject({ name: "Transient" });
  });

  it("says that the stream is gone", async () => {
    const { kinesis, putRecordsAgain } = world();
    kinesis.on(GetShardIteratorCommand).rejects(new ResourceNotFoundException({ message: "", $metadata: {} }));
    await expect(putRecordsAgain(place)).rejects.toMatchObject({
      name: "Rejected",
      message: "could not put records on their stream again: ResourceNotFoundException",
    });
  });
});
