import { KinesisClient, PutRecordCommand, type PutRecordCommandInput } from "@aws-sdk/client-kinesis";
import { describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createSegmentSink } from "../../../adapters/kinesis-segment-sink.ts";
import { Segment } from "../../../schemas/segment.ts";
import { segment } from "../../support/builders.ts";

const throttled = Object.assign(new Error("slow down"), { name: "ProvisionedThroughputExceededException" });

function sink() {
  const kinesis = mockClient(KinesisClient);
  const waits: number[] = [];
  const { putSegment } = createSegmentSink(
    new KinesisClient({ region: "ap-northeast-2" }),
    "segments",
    async (milliseconds) => void waits.push(milliseconds),
  );
  const inputs = (): PutRecordCommandInput[] =>
    kinesis.commandCalls(PutRecordCommand).map((call) => call.args[0].input);
  return { kinesis, waits, putSegment, inputs };
}

describe("the segment sink", () => {
  it("puts a segment as JSON under its contact's key", async () => {
    const { kinesis, putSegment, inputs } = sink();
    kinesis.on(PutRecordCommand).resolves({ SequenceNumber: "1" });
    await putSegment(segment());
    const [input] = inputs();
    expect(input).toMatchObject({ StreamName: "segments", PartitionKey: segment().contactId });
    expect(Segment.parse(JSON.parse(new TextDecoder().decode(input?.Data)))).toEqual(segment());
  });

  it("keeps the order of a contact's segments by the sequence number of the one before", async () => {
    const { kinesis, putSegment, inputs } = sink();
    kinesis
      .on(PutRecordCommand)
      .resolvesOnce({ SequenceNumber: "7" })
      .resolvesOnce({ SequenceNumber: "8" })
      .resolves({ SequenceNumber: "9" });
    await putSegment(segment());
    await putSegment(segment());
    await putSegment(segment({ contactId: "another" }));
    expect(inputs().map((input) => input.SequenceNumberForOrdering)).toEqual([undefined, "7", undefined]);
  });

  it("waits out a throttled shard, longer each time", async () => {
    const { kinesis, putSegment, waits } = sink();
    kinesis.on(PutRecordCommand).rejectsOnce(throttled).rejectsOnce(throttled).resolves({ SequenceNumber: "1" });
    await putSegment(segment());
    expect(waits).toEqual([100, 200]);
  });

  it("gives up on a shard that stays throttled, as transient, with the cause", async () => {
    const { kinesis, putSegment, inputs } = sink();
    kinesis.on(PutRecordCommand).rejects(throttled);
    await expect(putSegment(segment())).rejects.toMatchObject({
      name: "Transient",
      cause: { name: "ProvisionedThroughputExceededException" },
    });
    expect(inputs()).toHaveLength(6);
  });

  it("does not try again what is refused for good", async () => {
    const { kinesis, putSegment, inputs } = sink();
    kinesis.on(PutRecordCommand).rejects(Object.assign(new Error("no"), { name: "ResourceNotFoundException" }));
    await expect(putSegment(segment())).rejects.toMatchObject({ name: "Rejected" });
    expect(inputs()).toHaveLength(1);
  });
});
