import { describe, expect, it } from "@jest/globals";
import { answerSurvey } from "../../../functions/api/answer-survey/step.ts";
import { offerSurveyByMessage } from "../../../functions/api/offer-survey/step.ts";
import { respond } from "../../../functions/api/respond.ts";
import { summariseSurveysOfDays } from "../../../functions/api/summarise-surveys/step.ts";
import type { DomainEvent } from "../../../ports/event-publisher.ts";
import { at, contactId, dayStart } from "../../support/builders.ts";
import { inMemoryIssues } from "../../support/in-memory-issues.ts";
import { inMemoryLedger } from "../../support/in-memory-ledger.ts";
import { inMemorySurveys } from "../../support/in-memory-surveys.ts";
import { recordingMetrics } from "../../support/recording-metrics.ts";

async function world({
  outcome = "bot",
  closed = true,
}: {
  outcome?: "bot" | "agent" | "abandoned";
  closed?: boolean;
} = {}) {
  const ledger = inMemoryLedger();
  await ledger.mergeFacts(contactId, { initiatedAt: at(0), ...(outcome === "agent" && { connectedToAgentAt: at(9) }) });
  const counts = { finalSegments: 1, recordedSegments: 1, decisions: 1, faults: 0 };
  if (closed) await ledger.close(contactId, { outcome, times: {}, closedAt: at(50), ...counts });
  const surveys = inMemorySurveys();
  const issues = inMemoryIssues();
  const metrics = recordingMetrics();
  const published: DomainEvent[] = [];
  const clock = { at: dayStart + 60_000 };
  let tokens = 0;
  const dependencies = {
    ...ledger,
    ...surveys,
    ...issues,
    publish: async (event: DomainEvent) => void published.push(event),
    now: () => new Date(clock.at),
    newToken: () => `token-${++tokens}`,
  };
  const read = (reply: { statusCode: number; body: string }) => ({
    status: reply.statusCode,
    body: JSON.parse(reply.body),
  });
  const offer = async (body: unknown = { contactId }) =>
    read(await respond(() => offerSurveyByMessage(dependencies, { body: JSON.stringify(body) }, { metrics })));
  const answer = async (body: unknown, token = "token-1") =>
    read(
      await respond(() =>
        answerSurvey(dependencies, { pathParameters: { token }, body: JSON.stringify(body) }, { metrics }),
      ),
    );
  const summary = async (queryStringParameters?: Record<string, string>) =>
    read(
      await respond(() =>
        summariseSurveysOfDays(dependencies, { ...(queryStringParameters && { queryStringParameters }) }),
      ),
    );
  return { surveys, issues, metrics, published, clock, offer, answer, summary };
}

describe("POST /surveys", () => {
  it("gives a token for the survey of a closed contact, and another when asked again", async () => {
    const { metrics, offer } = await world();
    expect(await offer()).toEqual({
      status: 200,
      body: {
        contactId,
        token: "token-1",
        expiresAt: at(60 + 86_400),
        questions: ["overall", "connectionSpeed", "voiceQuality", "botAccuracy"],
      },
    });
    expect((await offer()).body.token).toBe("token-2");
    expect(metrics.values).toEqual({ SurveysOffered: [1] });
  });

  it("asks about the agent where there was one", async () => {
    expect((await (await world({ outcome: "agent" })).offer()).body.questions).toContain("agentService");
  });

  it("refuses contacts that are unknown, open, abandoned, or whose survey is over", async () => {
    expect(await (await world()).offer({ contactId: "another" })).toMatchObject({ status: 404 });
    expect(await (await world({ closed: false })).offer()).toMatchObject({ status: 409 });
    expect(await (await world({ outcome: "abandoned" })).offer()).toMatchObject({ status: 404 });
    expect(await (await world()).offer({})).toMatchObject({ status: 400 });
    const { clock, offer } = await world();
    await offer();
    clock.at += 86_400_000;
    expect(await offer()).toMatchObject({ status: 404, body: { message: expect.stringContaining("expired already") } });
  });
});

describe("POST /surveys/{token}", () => {
  it("takes scores in figures and words, and a comment without what is private in it", async () => {
    const { surveys, metrics, offer, answer } = await world({ outcome: "agent" });
    await offer();
    const scores = {
      overall: 4,
      connectionSpeed: "사 점이요",
      voiceQuality: "매우 만족",
      botAccuracy: "three",
      agentService: 5,
    };
    const comment = " 친절했어요. 제 번호는 010-0000-0000입니다. ";
    expect(await answer({ scores, comment })).toEqual({
      status: 200,
      body: {
        state: "answered",
        scores: { overall: 4, connectionSpeed: 4, voiceQuality: 5, botAccuracy: 3, agentService: 5 },
      },
    });
    expect(surveys.kept(contactId)?.comment).toMatch(/^친절했어요\. 제 번호는 \[PHONE\]/);
    expect(metrics.values).toMatchObject({ SurveyResponses: [1], CsatOverall: [4], CsatAgentService: [5] });
  });

  it("lets the first answer of each question stand, however often and whatever is sent", async () => {
    const { surveys, metrics, published, offer, answer } = await world();
    await offer();
    const first = await answer({ scores: { overall: 5 } });
    expect(first.body).toEqual({ state: "partly answered", scores: { overall: 5 } });
    expect(await answer({ scores: { overall: 5 } })).toEqual(first);
    expect((await answer({ scores: { overall: 1, voiceQuality: 3 } })).body.scores).toEqual({
      overall: 5,
      voiceQuality: 3,
    });
    expect(surveys.kept(contactId)?.answers).toHaveLength(2);
    expect(metrics.values.CsatOverall).toEqual([5]);
    expect(published.filter(({ id }) => id.endsWith("overall")).map(({ data }) => data.score)).toEqual([5, 5, 5]);
  });

  it("opens an issue for a low overall score", async () => {
    const { issues, offer, answer } = await world();
    await offer();
    await answer({ scores: { overall: "불만족" } });
    expect(await issues.list()).toEqual([expect.objectContaining({ source: "survey", severity: "low", contactId })]);
  });

  it("takes nothing after a day", async () => {
    const { surveys, clock, offer, answer } = await world();
    await offer();
    clock.at += 86_400_000;
    expect(await answer({ scores: { overall: 5 } })).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining("24 hours") },
    });
    expect(surveys.kept(contactId)?.answers).toEqual([]);
  });

  it.each([
    [{ scores: { overall: 6 } }, "scores.overall must be"],
    [{ scores: { overall: 4.5 } }, "scores.overall must be"],
    [{ scores: { overall: 5, voiceQuality: "비밀 이야기" } }, "scores.voiceQuality must be"],
    [{ scores: { voiceQuality: 3 } }, "scores.overall is missing"],
    [{ scores: { overall: 5, agentService: 5 } }, "scores.agentService was not asked"],
    [{ scores: { overall: 5, weather: 5 } }, "weather"],
    [{ scores: { overall: 5 }, comment: "x".repeat(1_001) }, "comment"],
    [{ score: 5 }, "scores"],
    ["5", "the body"],
  ])("takes nothing of %j and names what is wrong, never the value", async (body, text) => {
    const { surveys, offer, answer } = await world();
    await offer();
    const reply = await answer(body);
    expect(reply).toMatchObject({ status: 400, body: { message: expect.stringContaining(text) } });
    expect(reply.body.message).not.toContain("비밀");
    expect(surveys.kept(contactId)?.answers).toEqual([]);
  });

  it("knows no other token", async () => {
    const { offer, answer } = await world();
    await offer();
    expect(await answer({ scores: { overall: 5 } }, "token-7")).toMatchObject({ status: 404 });
  });
});

describe("GET /surveys/summary", () => {
  it("gives rate and means of today, and of each day of a span", async () => {
    const { offer, answer, summary } = await world();
    await offer();
    await answer({ scores: { overall: 4 } });
    expect(await summary()).toMatchObject({
      status: 200,
      body: { from: "2024-12-19", to: "2024-12-19", total: { offered: 1, responses: 1, responseRate: 1 } },
    });
    const { body } = await summary({ from: "2024-12-17", to: "2024-12-19" });
    expect(body.days.map(({ day, offered }: { day: string; offered: number }) => [day, offered])).toEqual([
      ["2024-12-17", 0],
      ["2024-12-18", 0],
      ["2024-12-19", 1],
    ]);
  });

  it.each([
    [{ from: "2024-12-20", to: "2024-12-19" }, "after"],
    [{ from: "2024-01-01", to: "2024-12-19" }, "31 days"],
    [{ from: "yesterday" }, "from"],
    [{ since: "2024-12-19" }, "since"],
  ])("refuses the span %j", async (query, text) => {
    const reply = await (await world()).summary(query);
    expect(reply).toMatchObject({ status: 400, body: { message: expect.stringContaining(text) } });
  });
});
