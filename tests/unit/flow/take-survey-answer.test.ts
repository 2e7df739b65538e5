import { describe, expect, it } from "@jest/globals";
import { takeSurveyAnswer } from "../../../functions/flow/take-survey-answer/step.ts";
import type { DomainEvent } from "../../../ports/event-publisher.ts";
import { at, contactId, decision, flowEvent } from "../../support/builders.ts";
import { inMemoryIssues } from "../../support/in-memory-issues.ts";
import { inMemoryLedger } from "../../support/in-memory-ledger.ts";
import { inMemorySurveys } from "../../support/in-memory-surveys.ts";
import { recordingMetrics } from "../../support/recording-metrics.ts";

/** A caller who has said something, unless told otherwise. */
async function world({ spoke = true, percent = 100, queue = false } = {}) {
  const ledger = inMemoryLedger();
  if (spoke) await ledger.putDecision(decision());
  const surveys = inMemorySurveys();
  const issues = inMemoryIssues();
  const metrics = recordingMetrics();
  const published: DomainEvent[] = [];
  const dependencies = {
    ...ledger,
    ...surveys,
    ...issues,
    percent,
    publish: async (event: DomainEvent) => void published.push(event),
    now: () => new Date(at(60)),
  };
  const call = (parameters: Record<string, string> = {}) =>
    takeSurveyAnswer(dependencies, flowEvent(parameters, queue ? { Queue: { ARN: "arn:queue", Name: "q" } } : {}), {
      metrics,
    });
  /** Presses keys, one a question, until the flow is told to stop; answers what was asked. */
  const press = async (...keys: string[]) => {
    const moves = [await call()];
    for (const answer of keys) {
      const { question = "", tries = "" } = moves.at(-1) ?? {};
      moves.push(await call({ question, tries, answer }));
    }
    return moves.map(({ action, question }) => question || action);
  };
  return { surveys, issues, metrics, published, call, press };
}

describe("flow/take-survey-answer", () => {
  it("asks a caller of the bot four questions, keeps the scores, and thanks", async () => {
    const { surveys, metrics, press } = await world();
    expect(await press("5", "4", "3", "2")).toEqual([
      "overall",
      "connectionSpeed",
      "voiceQuality",
      "botAccuracy",
      "thank",
    ]);
    const kept = surveys.kept(contactId);
    expect(kept?.survey).toMatchObject({
      channel: "voice",
      languageCode: "ko-KR",
      hasAgent: false,
      offeredAt: at(60),
      expiresAt: at(60 + 86_400),
    });
    expect(kept?.answers.map(({ question, score }) => [question, score])).toEqual([
      ["overall", 5],
      ["connectionSpeed", 4],
      ["voiceQuality", 3],
      ["botAccuracy", 2],
    ]);
    expect(metrics.values).toEqual({
      SurveysOffered: [1],
      SurveyResponses: [1],
      CsatOverall: [5],
      CsatConnectionSpeed: [4],
      CsatVoiceQuality: [3],
      CsatBotAccuracy: [2],
    });
  });

  it("asks about the agent too after an agent", async () => {
    const { press } = await world({ queue: true });
    expect(await press("5", "5", "5", "5", "5")).toEqual([
      "overall",
      "connectionSpeed",
      "voiceQuality",
      "botAccuracy",
      "agentService",
      "thank",
    ]);
  });

  it("says the same and counts once when Amazon Connect calls again", async () => {
    const { surveys, metrics, published, call } = await world();
    const answer = { question: "overall", tries: "1", answer: "4" };
    expect(await call()).toEqual(await call());
    expect(await call(answer)).toEqual(await call(answer));
    expect(await call({ ...answer, answer: "1" })).toMatchObject({ question: "connectionSpeed" });
    expect(surveys.kept(contactId)?.answers).toEqual([{ question: "overall", score: 4, answeredAt: at(60) }]);
    expect(metrics.values).toEqual({ SurveysOffered: [1], SurveyResponses: [1], CsatOverall: [4] });
    expect(new Set(published.map(({ id, data }) => `${id} ${data.score}`))).toEqual(
      new Set([`${contactId}.survey.overall 4`]),
    );
  });

  it("asks once more after a wrong key or none, and lets go of who does not answer the first", async () => {
    expect(await (await world()).press("9", "4", "", "", "3", "3")).toEqual([
      "overall",
      "overall",
      "connectionSpeed",
      "connectionSpeed",
      "voiceQuality",
      "botAccuracy",
      "thank",
    ]);
    const silent = await world();
    expect(await silent.press("", "")).toEqual(["overall", "overall", "end"]);
    expect(silent.metrics.values).toEqual({ SurveysOffered: [1] });
  });

  it("says the bot's farewell before the first question, and alone to who is not asked", async () => {
    const farewell = "감사합니다. 좋은 하루 되세요.";
    const asked = await (await world()).call({ farewell });
    expect(asked).toMatchObject({
      action: "ask",
      message: expect.stringMatching(/^감사합니다. 좋은 하루 되세요. 오늘 상담은/),
    });
    const notAsked = await (await world({ percent: 0 })).call({ farewell });
    expect(notAsked).toEqual({ action: "thank", message: farewell, question: "", tries: "0" });
    const afterAgent = await (await world({ queue: true })).call({ farewell: "상담원에게 연결해 드릴게요." });
    expect(afterAgent.message).toMatch(/^오늘 상담은/);
  });

  it("does not ask a caller who never said a word, nor one outside of the share", async () => {
    for (const options of [{ spoke: false }, { percent: 0 }]) {
      const { surveys, call } = await world(options);
      expect(await call()).toEqual({ action: "end", message: "", question: "", tries: "0" });
      expect(surveys.kept(contactId)).toBeUndefined();
    }
  });

  it("opens one issue for a contact with a low overall score, and none for another low score", async () => {
    const { issues, published, press, call } = await world();
    await press("1", "1", "1", "1");
    await call({ question: "overall", tries: "1", answer: "1" });
    expect(await issues.list()).toEqual([
      expect.objectContaining({ issueId: "ISS-001", source: "survey", severity: "medium", contactId }),
    ]);
    expect(new Set(published.filter(({ type }) => type === "IssueOpened.v1").map(({ id }) => id))).toEqual(
      new Set(["ISS-001.opened"]),
    );
  });
});
