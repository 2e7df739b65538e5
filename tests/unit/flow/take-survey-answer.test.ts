import { describe, expect, it } from "@jest/globals";
import { decideAction } from "../../../domain/dialogue/decide-action.ts";
import { dialogueState } from "../../../domain/dialogue/dialogue-state.ts";
import { takeSurveyAnswer } from "../../../functions/flow/take-survey-answer/step.ts";
import type { DomainEvent } from "../../../ports/event-publisher.ts";
import { at, contactId, decided, decision, flowEvent } from "../../support/builders.ts";
import { inMemoryIssues } from "../../support/in-memory-issues.ts";
import { inMemoryLedger } from "../../support/in-memory-ledger.ts";
import { inMemorySurveys } from "../../support/in-memory-surveys.ts";
import { recordingMetrics } from "../../support/recording-metrics.ts";

/** A caller who has said something, unless told otherwise; whose media began with the day, a minute before the survey. */
async function world({ spoke = true, percent = 100, queue = false, streamed = true } = {}) {
  const ledger = inMemoryLedger();
  if (spoke) await ledger.putDecision(decision());
  const media = { streamArn: "arn:stream", startFragmentNumber: "1", startedAt: at(0) };
  if (streamed) await ledger.putMedia(contactId, { media, languageCode: "ko-KR" });
  const clock = { at: Date.parse(at(60)) };
  /** What happens while the step waits, by when it happens (milliseconds). */
  const later: { readonly at: number; readonly happen: () => Promise<unknown> }[] = [];
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
    now: () => new Date(clock.at),
    sleep: async (milliseconds: number) => {
      clock.at += milliseconds;
      for (const { happen } of later.filter(({ at: due }) => due > clock.at - milliseconds && due <= clock.at))
        await happen();
    },
  };
  const contact = {
    ...(queue && { Queue: { ARN: "arn:queue", Name: "q" } }),
    ...(!streamed && { MediaStreams: { Customer: { Audio: null } } }),
  };
  const call = (parameters: Record<string, string> = {}) =>
    takeSurveyAnswer(dependencies, flowEvent(parameters, contact), { metrics });
  /** Records what the caller said from a second of the day on. */
  const hear = async (text: string, fromS: number) => {
    const [beginOffsetMs, endOffsetMs] = [fromS * 1_000, fromS * 1_000 + 900];
    const endReceivedAt = Date.parse(at(0)) + endOffsetMs;
    const place = { segmentId: `${contactId}-${fromS}`, beginOffsetMs, endOffsetMs, endReceivedAt };
    const { utterance } = decided({}, { ...place, text });
    const understood = {
      intent: "out_of_scope",
      confidenceOfIntent: 0.9,
      sentiment: "NEUTRAL",
      action: "none",
    } as const;
    await ledger.putUtterance({ ...utterance, ...understood });
  };
  /** Presses keys, one a question, until the flow is told to stop; answers what was asked. */
  const press = async (...keys: string[]) => {
    const moves = [await call()];
    for (const answer of keys) {
      const { question = "", tries = "", askedAt = "" } = moves.at(-1) ?? {};
      moves.push(await call({ question, tries, askedAt, answer }));
    }
    return moves.map(({ action, question }) => question || action);
  };
  return { ledger, surveys, issues, metrics, published, clock, later, call, hear, press };
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
    expect(notAsked).toEqual({ action: "thank", message: farewell, question: "", tries: "0", askedAt: "" });
    const afterAgent = await (await world({ queue: true })).call({ farewell: "상담원에게 연결해 드릴게요." });
    expect(afterAgent.message).toMatch(/^오늘 상담은/);
  });

  it("asks about the agent and not about the bot in a call of ours, which the bot had no part in", async () => {
    const { press, call } = await world({ spoke: false, queue: true, streamed: false });
    expect((await call()).message).toMatch(/1에서 5 사이로 눌러 주세요/);
    expect(await press("5", "5", "5", "5")).toEqual([
      "overall",
      "connectionSpeed",
      "voiceQuality",
      "agentService",
      "thank",
    ]);
  });

  it("does not ask a caller who never said a word, nor one outside of the share", async () => {
    for (const options of [{ spoke: false }, { percent: 0 }]) {
      const { surveys, call } = await world(options);
      expect(await call()).toEqual({ action: "end", message: "", question: "", tries: "0", askedAt: "" });
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

describe("an answer in words", () => {
  /** A caller who was asked the first question at 60 s, and pressed nothing until 70 s. */
  async function asked(options: Parameters<typeof world>[0] = {}) {
    const opened = await world(options);
    const first = await opened.call();
    opened.clock.at = Date.parse(at(70));
    const { question, tries, askedAt } = first;
    /** What the flow tells when no key came. */
    const noKey = (more: Record<string, string> = {}) =>
      opened.call({ question, tries, askedAt, answer: "none", ...more });
    const scores = () => opened.surveys.kept(contactId)?.answers.map(({ question, score }) => [question, score]);
    return { ...opened, first, noKey, scores };
  }

  it("is taken from what the caller has said since the question", async () => {
    const { first, noKey, hear, scores, clock } = await asked();
    expect(first).toMatchObject({ askedAt: at(60), message: expect.stringContaining("누르거나 말씀해 주세요") });
    await hear("일 점", 59);
    await hear("음 글쎄요", 64);
    await hear("사 점이요", 66);
    expect(await noKey()).toMatchObject({ action: "ask", question: "connectionSpeed", tries: "1", askedAt: at(70) });
    expect(scores()).toEqual([["overall", 4]]);
    expect(clock.at).toBe(Date.parse(at(70)));
  });

  it("is not taken from the words for the question before", async () => {
    const { noKey, hear, call, clock, scores } = await asked();
    await hear("사 점이요", 66);
    const { question, tries, askedAt } = await noKey();
    clock.at = Date.parse(at(80));
    const again = await call({ question, tries, askedAt, answer: "none" });
    expect(again).toMatchObject({ question: "connectionSpeed", tries: "2", askedAt: at(70) });
    expect(scores()).toEqual([["overall", 4]]);
  });

  it("counts for its question also when it comes while that is being asked again", async () => {
    const { noKey, hear, call, clock, scores } = await asked();
    const again = await noKey();
    expect(again).toMatchObject({ question: "overall", tries: "2", askedAt: at(60) });
    await hear("매우 만족합니다", 69.5);
    clock.at = Date.parse(at(82));
    const { question, tries, askedAt } = again;
    expect(await call({ question, tries, askedAt, answer: "none" })).toMatchObject({ question: "connectionSpeed" });
    expect(scores()).toEqual([["overall", 5]]);
  });

  it("is waited for while the caller is speaking or has just spoken, and no longer", async () => {
    const speaking = await asked();
    await speaking.ledger.markHeard(contactId, Date.parse(at(69)));
    speaking.later.push({
      at: Date.parse(at(71.5)),
      happen: async () => {
        await speaking.hear("삼 점이요", 69);
        await speaking.ledger.markUtteranceEnd(contactId, speaking.clock.at);
      },
    });
    expect(await speaking.noKey()).toMatchObject({ question: "connectionSpeed" });
    expect(speaking.clock.at).toBe(Date.parse(at(71.5)));

    const ended = await asked();
    await ended.ledger.markUtteranceEnd(contactId, Date.parse(at(69.5)));
    expect(await ended.noKey()).toMatchObject({ question: "overall", tries: "2" });
    expect(ended.clock.at).toBe(Date.parse(at(72.5)));

    const endless = await asked();
    await endless.ledger.markHeard(contactId, Date.parse(at(70)));
    endless.later.push({ at: Date.parse(at(71)), happen: () => endless.ledger.markHeard(contactId, endless.clock.at) });
    expect(await endless.noKey()).toMatchObject({ question: "overall", tries: "2" });
    expect(endless.clock.at).toBe(Date.parse(at(72.5)));
  });

  it("is corrected by words that are still being spoken", async () => {
    const { ledger, later, hear, noKey, scores, clock } = await asked();
    await hear("사 점이요", 66);
    await ledger.markUtteranceEnd(contactId, Date.parse(at(68)));
    await ledger.markHeard(contactId, Date.parse(at(69)));
    later.push({
      at: Date.parse(at(70.5)),
      happen: async () => {
        await hear("아니 오 점이요", 69);
        await ledger.markUtteranceEnd(contactId, clock.at);
      },
    });
    await noKey();
    expect(scores()).toEqual([["overall", 5]]);
  });

  it("counts less than a key, and nothing where nobody listens", async () => {
    const { hear, noKey, scores } = await asked();
    await hear("일 점이요", 66);
    await noKey({ answer: "5" });
    expect(scores()).toEqual([["overall", 5]]);
    const ours = await asked({ spoke: false, queue: true, streamed: false });
    await ours.hear("일 점이요", 66);
    expect(await ours.noKey()).toMatchObject({ question: "overall", tries: "2" });
    expect(await ours.noKey({ askedAt: "" })).toMatchObject({ question: "overall", tries: "2" });
  });

  it("is not said to the bot, which the pipeline knows from the first question on", async () => {
    const { ledger } = await asked();
    const record = await ledger.readRecord(contactId);
    expect(record?.facts.surveyBegunAt).toBe(at(60));
    const state = dialogueState(record?.facts ?? {}, []);
    const words = {
      participantRole: "CUSTOMER",
      text: "상담원이요",
      intent: "agent_request",
      confidence: 0.99,
    } as const;
    expect(decideAction({ ...words, negativity: 1 }, state).action).toBe("none");
  });
});
