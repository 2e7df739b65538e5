import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { apiUrlOf, type CallApi, createApiCaller } from "../../local/cli/trace/http-api.ts";
import { OfferSurveyReply, SurveySummary } from "../../schemas/survey.ts";
import { type Centre, openCentre } from "../support/centre.ts";

const question = "지난주에 주문한 택배가 아직 안 왔는데 언제 도착하나요?";
const goodbye = "아니요 됐어요. 이만 끊을게요.";
const unasked = "글쎄요 그냥 상담원 바꿔 주세요";

describe("the survey after a call", () => {
  let centre: Centre;
  let api: CallApi;
  let apiUrl = "";
  let content: ReturnType<Centre["call"]>;
  let angry: ReturnType<Centre["call"]>;
  let unwilling: ReturnType<Centre["call"]>;
  let speaking: ReturnType<Centre["call"]>;
  beforeAll(async () => {
    centre = await openCentre();
    const client = {
      endpoint: centre.stack.endpointUrl,
      region: "ap-northeast-2",
      credentials: { accessKeyId: "tester", secretAccessKey: "secret" },
    };
    const access = { client, prefix: "aicc-dev", outputs: centre.stack.outputs, engines: {}, place: "the test" };
    apiUrl = apiUrlOf(access);
    api = createApiCaller(access, apiUrl);
    content = centre.call({ says: [question, goodbye], surveyAnswers: [5, 4, 9, 3, 4] });
    angry = centre.call({ says: ["상담원 연결해 주세요."], surveyAnswers: [1, 2, 3, 2, 1] });
    unwilling = centre.call({ says: [question, goodbye] });
    speaking = centre.call({ says: [question, goodbye], surveyAnswers: ["오 점이요", unasked, 2, "매우 만족합니다"] });
    const calls = [content, angry, unwilling, speaking];
    await Promise.all(calls.map(({ over }) => over));
    for (const { contactId } of calls) await centre.end(contactId);
  }, 180_000);
  afterAll(() => centre?.close());

  const summary = async () => SurveySummary.parse((await api("GET", "/surveys/summary")).body);

  it("takes the keys of a caller whom the bot served, and asks again after a wrong one", async () => {
    const kept = await centre.surveys.readSurvey(content.contactId);
    expect(kept?.survey).toMatchObject({ channel: "voice", hasAgent: false, languageCode: "ko-KR" });
    expect(Object.fromEntries(kept?.answers.map(({ question, score }) => [question, score]) ?? [])).toEqual({
      overall: 5,
      connectionSpeed: 4,
      voiceQuality: 3,
      botAccuracy: 4,
    });
    expect(await content.over).toMatchObject({ reason: "CONTACT_FLOW_DISCONNECT", sawAgent: false });
    expect([content, angry, unwilling, speaking].flatMap(({ problems }) => problems)).toEqual([]);
  });

  it("takes what is said for an answer, once it is one, and for nothing else", async () => {
    const { contactId, heard } = speaking;
    const kept = await centre.surveys.readSurvey(contactId);
    expect(Object.fromEntries(kept?.answers.map(({ question, score }) => [question, score]) ?? [])).toEqual({
      overall: 5,
      voiceQuality: 2,
      botAccuracy: 5,
    });
    expect(await speaking.over).toMatchObject({ reason: "CONTACT_FLOW_DISCONNECT", sawAgent: false });
    expect(heard.filter((text) => text.includes("연결 속도"))).toHaveLength(2);
    const { closing, status } = await centre.end(contactId);
    expect({ status, outcome: closing.outcome }).toEqual({ status: "SUCCEEDED", outcome: "bot" });
    const toTheSurvey = (await centre.ledger.listUtterances(contactId)).filter(
      ({ participantRole, text }) => participantRole === "CUSTOMER" && ![question, goodbye].includes(text),
    );
    expect(toTheSurvey.map(({ text, action }) => ({ text, action }))).toEqual(
      ["오 점이요", unasked, unasked, "매우 만족합니다"].map((text) => ({ text, action: "none" })),
    );
    expect((await centre.ledger.listDecisions(contactId)).map(({ action }) => action)).toEqual(["answer", "end"]);
    expect(await centre.board.readHandover(contactId)).toBeUndefined();
  });

  it("goes on when the agent has hung up, and opens an issue for a low score", async () => {
    const kept = await centre.surveys.readSurvey(angry.contactId);
    expect(kept?.survey.hasAgent).toBe(true);
    expect(kept?.answers).toHaveLength(5);
    expect(await angry.over).toMatchObject({ reason: "CONTACT_FLOW_DISCONNECT", sawAgent: true });
    expect((await centre.end(angry.contactId)).closing.outcome).toBe("agent");
    const issues = (await centre.issues.list()).filter(({ source }) => source === "survey");
    expect(issues).toEqual([expect.objectContaining({ contactId: angry.contactId, severity: "medium" })]);
  });

  it("counts who was asked and hung up, once each, in ledger and metrics alike", async () => {
    expect((await centre.surveys.readSurvey(unwilling.contactId))?.answers).toEqual([]);
    const { total } = await summary();
    expect(total).toMatchObject({ offered: 4, responses: 3 });
    expect(total.means).toContainEqual({ question: "overall", answers: 3, mean: 3.67 });
    expect(centre.total("SurveysOffered")).toBe(4);
    expect(centre.total("SurveyResponses")).toBe(3);
    expect(centre.total("CsatOverall")).toBe(11);
  });

  it("is answered by message by whoever has the token, without a signature", async () => {
    const { token } = OfferSurveyReply.parse((await api("POST", "/surveys", { contactId: unwilling.contactId })).body);
    const send = (body: unknown) =>
      fetch(`${apiUrl}/surveys/${token}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const wrong = await send({ scores: { overall: "글쎄요" } });
    expect({ status: wrong.status, body: await wrong.json() }).toEqual({
      status: 400,
      body: { error: "ContractViolation", message: expect.stringContaining("scores.overall") },
    });
    const answered = { scores: { overall: "사 점이요" }, comment: "제 번호는 010-0000-0000이에요. 친절했어요." };
    for (const reply of [await send(answered), await send(answered)]) {
      expect(await reply.json()).toEqual({ state: "partly answered", scores: { overall: 4 } });
    }
    expect((await centre.surveys.readSurvey(unwilling.contactId))?.comment).toMatch(
      /^제 번호는 \[PHONE\].*친절했어요\.$/,
    );
    expect((await summary()).total).toMatchObject({ offered: 4, responses: 4, responseRate: 1 });
    expect(centre.total("SurveyResponses")).toBe(4);
    expect((await fetch(`${apiUrl}/surveys/summary`)).status).toBe(403);
    expect(centre.lost).toEqual([]);
  });
});
