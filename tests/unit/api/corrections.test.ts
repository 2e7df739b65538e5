import { describe, expect, it } from "@jest/globals";
import { correctIntent } from "../../../functions/api/correct-intent/step.ts";
import { listCorrections, pageSize } from "../../../functions/api/list-corrections/step.ts";
import { listUtterances } from "../../../functions/api/list-utterances/step.ts";
import { type HttpReply, respond } from "../../../functions/api/respond.ts";
import { contactId, dayStart, segment } from "../../support/builders.ts";
import { inMemoryCorrections } from "../../support/in-memory-corrections.ts";
import { inMemoryEmissions } from "../../support/in-memory-emissions.ts";
import { inMemoryLedger } from "../../support/in-memory-ledger.ts";
import { recordingMetrics } from "../../support/recording-metrics.ts";

async function world() {
  const ledger = inMemoryLedger();
  const register = inMemoryCorrections();
  const metrics = recordingMetrics();
  for (const [begin, role, text] of [
    [6_200, "CUSTOMER", "돈 돌려주세요 제 번호는 [PHONE]"],
    [1_000, "AGENT", "무엇을 도와드릴까요"],
  ] as const) {
    const {
      version: _version,
      isPartial: _isPartial,
      ...utterance
    } = segment({ beginOffsetMs: begin, participantRole: role, text });
    await ledger.putUtterance({
      ...utterance,
      redactedTypes: [],
      intent: "exchange",
      confidenceOfIntent: 0.71,
      sentiment: "NEUTRAL",
      action: "answer",
    });
  }
  let seconds = 0;
  const now = () => {
    seconds += 1;
    return new Date(dayStart + seconds * 1_000);
  };
  const dependencies = { ...ledger, ...register, ...inMemoryEmissions(), now, sleep: async () => {} };
  const tools = { metrics, remainingMs: () => 8_000, requestId: "request-1" };
  const post = (offset: string, body: unknown, contact = contactId) =>
    respond(() =>
      correctIntent(
        dependencies,
        { pathParameters: { contactId: contact, beginOffsetMs: offset }, body: JSON.stringify(body) },
        tools,
      ),
    );
  return { ledger, register, metrics, dependencies, post };
}
const bodyOf = ({ body }: HttpReply) => JSON.parse(body);

describe("POST /contacts/{contactId}/utterances/{beginOffsetMs}/intent", () => {
  it("keeps who said when what the caller wanted, with the redacted words as labelled data", async () => {
    const { post, register, metrics } = await world();
    const reply = await post("6200", { intent: "refund", by: "kim" });
    expect(reply.statusCode).toBe(200);
    const judgement = { intent: "refund", by: "kim", at: "2024-12-19T00:00:01.000Z" };
    expect(bodyOf(reply)).toEqual({
      contactId,
      segmentId: `${contactId}#CUSTOMER#00006200`,
      languageCode: "ko-KR",
      text: "돈 돌려주세요 제 번호는 [PHONE]",
      predicted: { intent: "exchange", confidence: 0.71 },
      judgement,
      first: judgement,
      revisions: 0,
    });
    expect(register.corrections.size).toBe(1);
    expect(metrics.values).toEqual({ IntentCorrect: [0] });
  });

  it("answers the same when it is sent again, and counts once", async () => {
    const { post, metrics } = await world();
    const [once, again] = [
      await post("6200", { intent: "exchange", by: "kim" }),
      await post("06200", { intent: "exchange", by: "kim" }),
    ];
    expect(bodyOf(again)).toEqual(bodyOf(once));
    expect(metrics.values).toEqual({ IntentCorrect: [1] });
  });

  it("believes a second thought, while the metric stays with the first", async () => {
    const { post, metrics } = await world();
    await post("6200", { intent: "exchange", by: "kim" });
    const second = bodyOf(await post("6200", { intent: "refund", by: "lee" }));
    expect(second).toMatchObject({ judgement: { intent: "refund", by: "lee" }, first: { by: "kim" }, revisions: 1 });
    expect(metrics.values).toEqual({ IntentCorrect: [1] });
  });

  it.each([
    ["1000", { intent: "refund", by: "kim" }, contactId, 404, "no utterance of the caller begins at 1000 ms"],
    ["6200", { intent: "refund", by: "kim" }, "another", 404, "no utterance of the caller"],
    ["now", { intent: "refund", by: "kim" }, contactId, 400, "beginOffsetMs in the path"],
    ["6200", { intent: "refund", by: "kim" }, "a b", 400, "contactId in the path"],
    ["6200", { intent: "money", by: "kim" }, contactId, 400, "intent"],
    ["6200", { intent: "refund" }, contactId, 400, "by"],
    ["6200", { intent: "refund", by: "kim", text: "other words" }, contactId, 400, "text"],
  ])("refuses %s with %j of contact %s", async (offset, body, contact, status, message) => {
    const { post, register } = await world();
    const reply = await post(offset, body, contact);
    expect(reply.statusCode).toBe(status);
    expect(bodyOf(reply).message).toContain(message);
    expect(register.corrections.size).toBe(0);
  });
});

describe("GET /contacts/{contactId}/utterances", () => {
  it("lists the caller's words with what was understood, and what agents said of it", async () => {
    const { dependencies, post } = await world();
    await post("6200", { intent: "refund", by: "kim" });
    expect(await listUtterances(dependencies, { pathParameters: { contactId } })).toEqual({
      utterances: [
        {
          beginOffsetMs: 6_200,
          languageCode: "ko-KR",
          text: "돈 돌려주세요 제 번호는 [PHONE]",
          intent: "exchange",
          confidence: 0.71,
          sentiment: "NEUTRAL",
          judgement: { intent: "refund", by: "kim", at: "2024-12-19T00:00:01.000Z" },
        },
      ],
    });
  });
  it("does not know a contact that never was", async () => {
    const { dependencies } = await world();
    const reply = await respond(() => listUtterances(dependencies, { pathParameters: { contactId: "nobody" } }));
    expect(reply.statusCode).toBe(404);
  });
});

describe("GET /corrections", () => {
  it("lists a day, and refuses what is none", async () => {
    const { dependencies, post } = await world();
    await post("6200", { intent: "refund", by: "kim" });
    const day = (value: string) =>
      respond(() => listCorrections(dependencies, { queryStringParameters: { day: value } }));
    expect(bodyOf(await day("2024-12-19")).corrections).toHaveLength(1);
    expect(bodyOf(await day("2024-12-20"))).toEqual({ corrections: [] });
    expect((await day("yesterday")).statusCode).toBe(400);
    expect((await respond(() => listCorrections(dependencies, {}))).statusCode).toBe(400);
    expect(pageSize * 20_000 * 3).toBeLessThan(6.5e6);
  });
});
