import { describe, expect, it } from "@jest/globals";
import { nextQuestion } from "../../../domain/survey/next-question.ts";
import { summariseSurveys } from "../../../domain/survey/summarise-surveys.ts";
import { isInShare, questionsFor, surveyState } from "../../../domain/survey/survey-rules.ts";
import { at } from "../../support/builders.ts";

const withBot = { hasAgent: false, expiresAt: at(100) };
const withAgent = { hasAgent: true, expiresAt: at(100) };

describe("a survey", () => {
  it("asks about the agent only where there was one", () => {
    expect(questionsFor(withBot)).toEqual(["overall", "connectionSpeed", "voiceQuality", "botAccuracy"]);
    expect(questionsFor(withAgent).at(-1)).toBe("agentService");
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
    nextQuestion(questions, { question, tries, isAnswered }, "ko-KR");

  it("goes from question to question and thanks at the end", () => {
    expect(nextQuestion(questions, undefined, "ko-KR")).toMatchObject({ action: "ask", question: "overall", tries: 1 });
    expect(ask("overall", 1, true)).toMatchObject({ action: "ask", question: "connectionSpeed", tries: 1 });
    expect(ask("botAccuracy", 2, true)).toEqual({ action: "thank", message: "소중한 의견 감사합니다." });
    expect(nextQuestion(questions, undefined, "en-US")).toMatchObject({ message: expect.stringContaining("1 to 5") });
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
