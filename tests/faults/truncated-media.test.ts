import { CreateStreamCommand, DescribeStreamCommand } from "@aws-sdk/client-kinesis-video";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { speechShapedAudio } from "../../local/speech/speech-shaped-audio.ts";
import { type Centre, openCentre } from "../support/centre.ts";
import { contactByHand } from "../support/contact-by-hand.ts";
import { uploadCutOff } from "../support/cut-off-upload.ts";
import { eventually } from "../support/eventually.ts";

const languageCode = "ko-KR";
const whole = "지난주에 주문한 택배가 아직 안 왔는데 언제 도착하나요?";
const broken = "그리고 환불도 받을 수 있는지 알고 싶습니다.";

/** Milliseconds between the two sentences. */
const pauseMs = 2_000;
const samplesPerMs = 8;

describe("a contact whose media is truncated", () => {
  let centre: Centre;
  let brokenOff: Speaker;
  let endsWithHalf: Speaker;
  let goesOnWithHalf: Speaker;
  beforeAll(async () => {
    centre = await openCentre({ mediaConnectionMs: 1_000 });
    [brokenOff, endsWithHalf, goesOnWithHalf] = await Promise.all([speak(centre), speak(centre), speak(centre)]);
    for (const { streamName } of [endsWithHalf, goesOnWithHalf]) keepHalfAFragment(centre, streamName);
    for (const speaker of [brokenOff, endsWithHalf]) await speaker.hangUp();
  }, 120_000);
  afterAll(() => centre?.close());

  const heard = async (contactId: string) => (await centre.ledger.listUtterances(contactId)).map(({ text }) => text);
  const issueOf = async (contactId: string) =>
    (await centre.issues.list()).find((issue) => issue.contactId === contactId);

  it("keeps what was heard before the upload broke off, and closes", async () => {
    const { contactId, answer } = brokenOff;
    expect(answer.at(-1)).toMatchObject({ EventType: "ERROR", ErrorCode: "INVALID_MKV_DATA" });
    const { closing, status } = await centre.end(contactId);
    expect(status).toBe("SUCCEEDED");
    expect((await heard(contactId))[0]).toBe(whole);
    expect(closing).toMatchObject({ faults: 0, recordedSegments: closing.finalSegments });
  }, 60_000);

  it("counts TruncatedMedia when the stream itself ends within a fragment, and closes without an issue", async () => {
    const { contactId } = endsWithHalf;
    const { closing, status } = await centre.end(contactId);
    expect(status).toBe("SUCCEEDED");
    expect(centre.total("TruncatedMedia")).toBe(1);
    expect((await heard(contactId))[0]).toBe(whole);
    expect(closing).toMatchObject({ faults: 0, recordedSegments: closing.finalSegments });
    expect(await issueOf(contactId)).toBeUndefined();
  }, 60_000);

  it("opens an issue when the media stays damaged while the call goes on, keeps what was heard, and closes", async () => {
    const { contactId, hangUp } = goesOnWithHalf;
    const issue = await eventually("an issue is opened", () => issueOf(contactId));
    expect(issue).toMatchObject({ summary: "contact.TranscribeMedia failed with ContractViolation" });
    await hangUp();
    const { closing, status } = await centre.end(contactId);
    expect({ status, faults: closing.faults }).toEqual({ status: "SUCCEEDED", faults: 1 });
    expect((await heard(contactId))[0]).toBe(whole);
  }, 60_000);
});

type Speaker = Awaited<ReturnType<typeof speak>>;

/** A caller of whose two sentences the second does not come through to its end; the flow has begun to transcribe. */
async function speak(centre: Centre) {
  const startedAt = Date.now();
  const contact = contactByHand(centre, startedAt);
  const { contactId } = contact;
  const { kinesisVideo } = centre.amazon;
  const streamName = `media-of-${contactId}`;
  await kinesisVideo.send(new CreateStreamCommand({ StreamName: streamName, DataRetentionInHours: 1 }));
  const { StreamInfo } = await kinesisVideo.send(new DescribeStreamCommand({ StreamName: streamName }));

  const first = speechShapedAudio({ text: whole, languageCode, startMs: 0, seed: 1 });
  const firstMs = first.length / samplesPerMs;
  const second = speechShapedAudio({ text: broken, languageCode, startMs: firstMs, seed: 1 });
  const endMs = firstMs + second.length / samplesPerMs;
  centre.scripts.register({ contactId, channel: 0, startMs: 0, endMs: firstMs, text: whole });
  centre.scripts.register({ contactId, channel: 0, startMs: firstMs, endMs, text: broken });
  const samples = new Int16Array(first.length + pauseMs * samplesPerMs + second.length);
  samples.set(first);
  samples.set(second, first.length + pauseMs * samplesPerMs);

  const endpoint = centre.stack.endpointUrl;
  const answer = await uploadCutOff({ endpoint, streamName, contactId, startedAt, samples });
  const start = answer.find(({ EventType }) => EventType === "PERSISTED");
  await contact.publish(contact.detail("INITIATED"));
  await contact.beginMedia({
    streamArn: StreamInfo?.StreamARN ?? "",
    startFragmentNumber: start?.FragmentNumber ?? "",
    startedAt,
  });
  return { contactId, streamName, answer, hangUp: () => contact.hangUp() };
}

/** Puts half of the last fragment behind it on the stream, so that every reader's connection breaks there. */
function keepHalfAFragment(centre: Centre, StreamName: string): void {
  const { log } = centre.video.store.get({ StreamName });
  const last = log.at(log.next - 1);
  if (!last) throw new Error(`nothing was kept on ${StreamName}`);
  const half = last.document.subarray(0, Math.floor(last.document.length / 2));
  log.append({
    producerTimestampMs: last.producerTimestampMs + last.durationMs,
    serverTimestampMs: Date.now(),
    durationMs: last.durationMs,
    documentOf: () => half,
  });
}
