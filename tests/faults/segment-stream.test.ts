import { GetRecordsCommand, GetShardIteratorCommand, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { PutFault } from "../../local/kinesis/kinesis-service.ts";
import type { DeadLetter } from "../../schemas/dead-letter.ts";
import { type Centre, openCentre } from "../support/centre.ts";

const question = "지난주에 주문한 택배가 아직 안 왔는데 언제 도착하나요?";
const goodbye = "아니요 됐어요. 이만 끊을게요.";

describe("the segment stream", () => {
  let centre: Centre;
  let spoiltCall: ReturnType<Centre["call"]>;
  let throttledCall: ReturnType<Centre["call"]>;
  const faults: string[] = [];
  let puts = 0;
  /** Of four puts of the second call's segments, two fail, in either way. */
  const putFault: PutFault = (stream, contactId) => {
    if (contactId !== throttledCall?.contactId || stream !== centre.output("SegmentStreamName")) return undefined;
    puts += 1;
    if (puts % 4 > 1) return undefined;
    const fault = puts % 4 === 0 ? "InternalFailure" : "ProvisionedThroughputExceededException";
    faults.push(fault);
    return fault;
  };
  beforeAll(async () => {
    centre = await openCentre({ putFault });
    spoiltCall = centre.call({ says: [question, goodbye] });
    throttledCall = centre.call({ says: [question, goodbye] });
  }, 120_000);
  afterAll(() => centre?.close());

  const put = (contactId: string, data: string) =>
    centre.amazon.kinesis.send(
      new PutRecordCommand({
        StreamName: centre.output("SegmentStreamName"),
        PartitionKey: contactId,
        Data: Buffer.from(data),
      }),
    );
  const heard = async (contactId: string) =>
    (await centre.ledger.listUtterances(contactId))
      .filter(({ participantRole }) => participantRole === "CUSTOMER")
      .map(({ text }) => text);
  /** Reads a record at the place that its dead letter names. */
  const recordAt = async ({ shardId, sequenceNumber }: DeadLetter) => {
    const { ShardIterator } = await centre.amazon.kinesis.send(
      new GetShardIteratorCommand({
        StreamName: centre.output("SegmentStreamName"),
        ShardId: shardId,
        ShardIteratorType: "AT_SEQUENCE_NUMBER",
        StartingSequenceNumber: sequenceNumber,
      }),
    );
    const { Records } = await centre.amazon.kinesis.send(new GetRecordsCommand({ ShardIterator, Limit: 1 }));
    return Buffer.from(Records?.[0]?.Data ?? []).toString("utf8");
  };

  it("lays aside what is no JSON and no segment, by its place and without its words, and goes on with the contact", async () => {
    const { contactId, over } = spoiltCall;
    const words = "제 번호는 공일공 일이삼사";
    const noSegment = JSON.stringify({ version: 1, contactId, participantRole: "CALLER", text: words });
    const places = [await put(contactId, words), await put(contactId, noSegment)];
    await over;
    const { closing, status } = await centre.end(contactId);
    expect(status).toBe("SUCCEEDED");
    expect(await heard(contactId)).toEqual([question, goodbye]);
    expect(closing).toMatchObject({ outcome: "bot", recordedSegments: closing.finalSegments });

    const bodies = await centre.deadLetters("Segment", 2);
    expect(bodies.join()).not.toContain("공일공");
    const letters = bodies.map((body): DeadLetter => JSON.parse(body));
    letters.sort((one, other) => (BigInt(one.sequenceNumber) < BigInt(other.sequenceNumber) ? -1 : 1));
    const place = { error: "ContractViolation", partitionKey: contactId };
    expect(letters).toMatchObject([
      { ...place, shardId: places[0]?.ShardId, sequenceNumber: places[0]?.SequenceNumber },
      { ...place, shardId: places[1]?.ShardId, sequenceNumber: places[1]?.SequenceNumber },
    ]);
    expect(letters[0]?.reason).toMatch(/is no JSON text; the producer must put one JSON document a record/);
    expect(letters[1]?.reason).toMatch(/a segment on the stream breaks its contract: .*segmentId: .*participantRole: /);
    expect(await Promise.all(letters.map(recordAt))).toEqual([words, noSegment]);
  }, 60_000);

  it("loses and repeats nothing when puts are throttled or fail", async () => {
    const { contactId, over } = throttledCall;
    await over;
    const { closing, status } = await centre.end(contactId);
    expect(new Set(faults)).toEqual(new Set(["ProvisionedThroughputExceededException", "InternalFailure"]));
    expect(status).toBe("SUCCEEDED");
    expect(await heard(contactId)).toEqual([question, goodbye]);
    expect(closing).toMatchObject({ faults: 0, recordedSegments: closing.finalSegments });
    expect(centre.lost).toEqual([]);
  }, 60_000);
});
