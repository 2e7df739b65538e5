import { describe, expect, it } from "@jest/globals";
import { nextQuestion } from "../../../domain/survey/next-question.ts";
import { saidBeforeSurvey } from "../../../domain/survey/said-before-survey.ts";
import { spokenScore } from "../../../domain/survey/spoken-score.ts";
import { summariseSurveys } from "../../../domain/survey/summarise-surveys.ts";
import { surveyPrompts } from "../../../domain/survey/survey-prompts.ts";
import { isInShare, questionsFor, surveyState } from "../../../domain/survey/survey-rules.ts";
import { at } from "../../support/builders.ts";

const withBot = { hasBot: true, hasAgent: false, expiresAt: at(100) };
const withAgent = { hasBot: true, hasAgent: true, expiresAt: at(100) };

describe("a survey", () => {
  it("asks about agent and bot only where there was one", () => {
    expect(questionsFor(withBot)).toEqual(["overall", "connectionSpeed", "voiceQuality", "botAccuracy"]);
    expect(questionsFor(withAgent).at(-1)).toBe("agentService");
    const ours = { hasBot: false, hasAgent: true };
    expect(questionsFor(ours)).toEqual(["overall", "connectionSpeed", "voiceQuality", "agentService"]);
  });

  it("is offered, partly answered, answered or expired", () => {
    const before = Date.parse(at(99));
    const after = Date.parse(at(100));
    const all = questionsFor(withBot);
    expect(surveyState(withBot, [], before)).toBe("offered");
    expect(surveyState(withBot, ["overall"], before)).toBe("partly answered");
    expect(surveyState(withBot, all, before)).toBe("answered");
    expect(surveyState(withAgent, all, before)).toBe("partly answered");
    expect(surveyState(withBot, ["overall"], after)).toBe("expired");
    expect(surveyState(withBot, all, after)).toBe("answered");
  });

  it("asks a share of the contacts, the same each time", () => {
    const contacts = Array.from({ length: 2_000 }, (_, index) => `contact-${index}`);
    const asked = contacts.filter((contact) => isInShare(contact, 36));
    expect(asked.length / contacts.length).toBeCloseTo(0.36, 1);
    expect(contacts.filter((contact) => isInShare(contact, 36))).toEqual(asked);
    expect(contacts.every((contact) => isInShare(contact, 100))).toBe(true);
    expect(contacts.some((contact) => isInShare(contact, 0))).toBe(false);
  });
});

describe("the survey's course", () => {
  const questions = questionsFor(withBot);
  const ask = (question: (typeof questions)[number], tries: number, isAnswered: boolean) =>
    nextQuestion(questions, { question, tries, isAnswered }, surveyPrompts("ko-KR", true));

  it("goes from question to question and thanks at the end", () => {
    const begin = (languageCode: string, isHeard: boolean) =>
      nextQuestion(questions, undefined, surveyPrompts(languageCode, isHeard));
    expect(begin("ko-KR", true)).toMatchObject({ action: "ask", question: "overall", tries: 1 });
    expect(ask("overall", 1, true)).toMatchObject({ action: "ask", question: "connectionSpeed", tries: 1 });
    expect(ask("botAccuracy", 2, true)).toEqual({ action: "thank", message: "소중한 의견 감사합니다." });
    expect(begin("en-US", true)).toMatchObject({
      message: expect.stringContaining("press or say a number from 1 to 5"),
    });
    expect(begin("en-US", false)).toMatchObject({ message: expect.stringContaining("press a number from 1 to 5") });
    expect(begin("ko-KR", false)).toMatchObject({ message: expect.stringContaining("1에서 5 사이로 눌러 주세요") });
  });

  it("asks once more what was not answered, then goes on without", () => {
    expect(ask("voiceQuality", 1, false)).toMatchObject({ action: "ask", question: "voiceQuality", tries: 2 });
    expect(ask("voiceQuality", 2, false)).toMatchObject({ action: "ask", question: "botAccuracy", tries: 1 });
  });

  it("lets go of who does not answer the first question", () => {
    expect(ask("overall", 1, false)).toMatchObject({ action: "ask", question: "overall", tries: 2 });
    expect(ask("overall", 2, false)).toEqual({ action: "end" });
  });
});

describe("a score in words", () => {
  const mediaStartedAt = Date.parse(at(10));
  const askedAt = Date.parse(at(30));
  /** Said from a second after the beginning of the media on. */
  const said = (text: string, fromS: number, participantRole: "CUSTOMER" | "AGENT" = "CUSTOMER") => ({
    participantRole,
    text,
    beginOffsetMs: fromS * 1_000,
    endReceivedAt: mediaStartedAt + fromS * 1_000 + 900,
  });
  const scoreOf = (...utterances: ReturnType<typeof said>[]) => spokenScore(utterances, mediaStartedAt, askedAt);

  it("is the last that can be read, whatever the order in which the utterances are told", () => {
    expect(
      scoreOf(said("사 점이요", 25), said("음 그러니까", 21), said("아니 오 점이요", 27), said("감사합니다", 29)),
    ).toBe(5);
    expect(scoreOf(said("글쎄요", 25))).toBeUndefined();
    expect(scoreOf()).toBeUndefined();
  });

  it("is not what was begun before the question, nor what the caller hears", () => {
    expect(scoreOf(said("오 점이요", 19.9))).toBeUndefined();
    expect(scoreOf(said("5점은 매우 만족입니다", 25, "AGENT"))).toBeUndefined();
    expect(scoreOf({ ...said("오 점이요", 25), endReceivedAt: askedAt - 1 })).toBeUndefined();
  });
});

describe("what was said before the survey", () => {
  const utterances = [10, 20, 30].map((seconds) => ({ endReceivedAt: Date.parse(at(seconds)) }));
  it("had come in before it began", () => {
    expect(saidBeforeSurvey(utterances, at(20))).toEqual(utterances.slice(0, 1));
  });
  it("is everything where there was no survey", () => {
    expect(saidBeforeSurvey(utterances, undefined)).toEqual(utterances);
  });
});

describe("surveys in figures", () => {
  it("are the means of each question and the share of those who gave an overall score", () => {
    const answers = (overall?: number, agentService?: number) => ({
      answers: [
        ...(overall === undefined ? [] : [{ question: "overall" as const, score: overall }]),
        ...(agentService === undefined ? [] : [{ question: "agentService" as const, score: agentService }]),
      ],
    });
    const figures = summariseSurveys([answers(5, 4), answers(4), answers(4), answers(), answers(undefined, 1)]);
    expect(figures).toMatchObject({ offered: 5, responses: 3, responseRate: 0.6 });
    expect(figures.means).toContainEqual({ question: "overall", answers: 3, mean: 4.33 });
    expect(figures.means).toContainEqual({ question: "agentService", answers: 2, mean: 2.5 });
    expect(figures.means).toContainEqual({ question: "voiceQuality", answers: 0, mean: null });
  });

  it("have no rate where nothing was offered", () => {
    expect(summariseSurveys([])).toMatchObject({ offered: 0, responses: 0, responseRate: null });
  });
});
