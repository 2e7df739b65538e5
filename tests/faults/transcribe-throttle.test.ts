import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Centre, openCentre } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";

const question = "지난주에 주문한 택배가 아직 안 왔는데 언제 도착하나요?";
const goodbye = "아니요 됐어요. 이만 끊을게요.";

describe("a contact whose speech service fails", () => {
  let centre: Centre;
  beforeAll(async () => {
    centre = await openCentre();
  }, 120_000);
  afterAll(() => centre?.close());

  /** What one side said, as the ledger has it, in order. */
  const heard = async (contactId: string, side: "CUSTOMER" | "AGENT" = "CUSTOMER") =>
    (await centre.ledger.listUtterances(contactId))
      .filter(({ participantRole }) => participantRole === side)
      .map(({ text }) => text);
  /** What the flow said to the caller. */
  const prompts = (contactId: string) =>
    centre.scripts.utterances(contactId).flatMap(({ channel, text }) => (channel === 1 ? [text] : []));

  it("closes with every segment when Transcribe refuses the first sessions", async () => {
    centre.transcribe.throttleNext(2);
    const { contactId, over, problems } = centre.call({ says: [question] });
    await over;
    const { closing, status } = await centre.end(contactId);
    expect(status).toBe("SUCCEEDED");
    expect(problems).toEqual([]);
    expect(centre.total("SpeechThrottles")).toBe(2);
    expect(await heard(contactId)).toEqual([question]);
    expect(await heard(contactId, "AGENT")).toEqual(prompts(contactId));
    expect(closing).toMatchObject({ outcome: "bot", faults: 0, recordedSegments: closing.finalSegments });
  }, 60_000);

  it("loses and repeats no segment when a session breaks while the caller speaks", async () => {
    const { contactId, over } = centre.call({ says: [question, goodbye], speed: 5 });
    await eventually("the caller is being heard", () => centre.ledger.lastHeardAt(contactId));
    expect(await heard(contactId)).toEqual([]);
    centre.transcribe.breakStreams("InternalFailureException");
    await over;
    const { closing, status } = await centre.end(contactId);
    expect(status).toBe("SUCCEEDED");
    expect(centre.total("SpeechRestarts")).toBe(1);
    expect(await heard(contactId)).toEqual([question, goodbye]);
    expect(await heard(contactId, "AGENT")).toEqual(prompts(contactId));
    expect(closing).toMatchObject({ outcome: "bot", faults: 0, recordedSegments: closing.finalSegments });
  }, 60_000);
});
