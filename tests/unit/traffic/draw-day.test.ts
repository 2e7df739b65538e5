import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { redactContinuation } from "../../../domain/redaction/redact-continuation.ts";
import configuredHours from "../../../domain/routing/data/opening-hours.json" with { type: "json" };
import { isOpen, OpeningHours } from "../../../domain/routing/opening-hours.ts";
import { parseScore } from "../../../domain/survey/parse-score.ts";
import { speechLength } from "../../../local/speech/speech-length.ts";
import { instantOn, readOwnDay } from "../../../local/traffic/day-spec.ts";
import { drawDay } from "../../../local/traffic/draw-day.ts";
import { planDigest, planTraffic } from "../../../local/traffic/plan.ts";
import { Scenario, type ScenarioContact } from "../../../local/traffic/scenario.ts";

const spec = readOwnDay("go-live");
const day = drawDay(spec, "1");
const seeds = ["1", "2", "3"] as const;

const count = (contacts: readonly ScenarioContact[], holds: (contact: ScenarioContact) => unknown) =>
  contacts.filter(holds).length;
const named = (contacts: readonly ScenarioContact[], ...roles: (keyof (typeof spec.words)["ko-KR"]["names"])[]) => {
  const begins = roles.flatMap((role) => [spec.words["ko-KR"].names[role], spec.words["en-US"].names[role]]);
  return contacts.filter(({ name }) => begins.includes(name));
};
const secondsOf = (texts: readonly string[], language: string) =>
  texts.reduce((sum, text) => sum + speechLength(text, language).durationMs / 1_000, 0);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("a drawn day", () => {
  it("is the same plan to the byte for the same seed, and another for another", () => {
    const digest = (seed: string) => planDigest(planTraffic(drawDay(spec, seed, 4), seed));
    expect(digest("1")).toBe(digest("1"));
    expect(digest("2")).not.toBe(digest("1"));
    expect(drawDay(spec, "1")).toEqual(day);
  });

  it("is a scenario like those that are written by hand", () => {
    expect(Scenario.parse(JSON.parse(JSON.stringify(day)))).toEqual(day);
  });

  it.each(seeds)("has the go-live report's shares, whatever the seed (%s)", (seed) => {
    const { contacts } = drawDay(spec, seed);
    const calledBack = contacts.filter(({ kind }) => kind === "callback");
    expect(contacts.length + calledBack.length).toBe(247);
    expect(calledBack.map(({ whenCalled }) => whenCalled[0]).sort()).toEqual(
      ["answers", "busy"].flatMap((how) => Array(how === "busy" ? 1 : 7).fill(how)),
    );
    expect(count(contacts, ({ language }) => language === "en-US")).toBe(Math.round(0.15 * contacts.length));
    const answeredInOurCall = contacts.flatMap(({ kind, survey }) => (kind === "callback" && survey ? [survey] : []));
    for (const answers of answeredInOurCall) {
      expect(answers).toHaveLength(4);
      expect(answers.every((answer) => typeof answer === "number")).toBe(true);
    }
    const answered = contacts.flatMap(({ kind, survey }) => {
      const [overall, speed, voice, ...others] = (survey ?? []).map((answer) => parseScore(String(answer)));
      // Our calls have no bot to ask about.
      return survey ? [[overall, speed, voice, ...(kind === "callback" ? [undefined] : []), ...others]] : [];
    });
    expect(answered).toHaveLength(89);
    const spoken = contacts.filter(({ survey }) => survey?.some((answer) => typeof answer === "string"));
    expect(spoken.length).toBe(Math.round(0.15 * 89));
    const means = [0, 1, 2, 3, 4].map((question) =>
      mean(answered.flatMap((scores) => (scores[question] === undefined ? [] : [scores[question]]))),
    );
    for (const [question, reported] of [4.3, 4.5, 4.2, 4.1, 4.4].entries())
      expect(Math.abs((means[question] ?? 0) - reported)).toBeLessThan(0.06);
    const talks = contacts.filter(({ agent, kind }) => agent.talk && kind !== "callback");
    expect(talks.length).toBe(75);
    const talkS = talks.map(({ agent, language }) =>
      secondsOf(
        (agent.talk ?? []).map(({ text }) => text),
        language,
      ),
    );
    for (const seconds of talkS) expect(seconds).toBeGreaterThanOrEqual(295);
    expect(mean(talkS)).toBeLessThan(375);
  });

  it("calls within the opening hours of a working day, most of all at noon and at three", () => {
    const hours = OpeningHours.parse(configuredHours);
    const at = day.contacts.map(({ arrivesAtS }) => instantOn(spec, spec.opens) + arrivesAtS * 1_000);
    expect(at.every((instant) => isOpen(hours, instant))).toBe(true);
    expect([...at].sort((one, other) => one - other)).toEqual(at);
    const within = (from: string, to: string) =>
      count(day.contacts, ({ arrivesAtS }) => {
        const instant = instantOn(spec, spec.opens) + arrivesAtS * 1_000;
        return instant >= instantOn(spec, from) && instant < instantOn(spec, to);
      });
    expect(within("12:00", "12:15")).toBeGreaterThan(3 * within("11:00", "11:15"));
    expect(within("15:00", "15:15")).toBeGreaterThan(3 * within("16:00", "16:15"));
  });

  it("lets those who are to be called back call early enough for that", () => {
    const untilS = (instantOn(spec, spec.callbacksUntil) - instantOn(spec, spec.opens)) / 1_000;
    for (const seed of seeds) {
      const late = drawDay(spec, seed).contacts.filter(
        ({ kind, arrivesAtS }) => kind === "callback" && arrivesAtS > untilS,
      );
      expect(late).toEqual([]);
    }
  });

  it("lets some call again from the same number, later and about the same", () => {
    const again = day.contacts.filter(({ name }) => /^(또 전화함|calls again)/.test(name));
    expect(again.length).toBe(9);
    for (const contact of again) {
      const first = day.contacts.find(({ caller }) => caller === contact.caller);
      expect(first).not.toBe(contact);
      expect(contact.arrivesAtS - (first?.arrivesAtS ?? 0)).toBeGreaterThanOrEqual(15 * 60);
      expect(contact.name.endsWith(first?.name ?? "?")).toBe(true);
    }
    const numbers = planTraffic(
      { ...day, contacts: again.flatMap((contact) => [contact, { ...contact, steps: [] }]) },
      "1",
    );
    expect(new Set(numbers.contacts.map(({ customerNumber }) => customerNumber)).size).toBe(again.length);
  });

  it("says most things in words of its own", () => {
    const said = day.contacts.flatMap(({ steps }) =>
      steps.flatMap((step) => (typeof step !== "string" && "say" in step ? step.say : [])),
    );
    const long = said.filter((text) => text.length > 60);
    expect(new Set(long).size / long.length).toBeGreaterThan(0.5);
  });

  it("keeps its shares, as far as whole callers allow, when it is shorter", () => {
    for (const contacts of [1, 5, 20, 60]) {
      const drawn = drawDay(spec, "1", contacts).contacts;
      expect(drawn.length + named(drawn, "callback", "queue-callback").length).toBe(contacts);
    }
  });

  it("has scores said in words that are read as the score, and in which nothing is taken for personal data", () => {
    for (const language of ["ko-KR", "en-US"] as const) {
      const said = Object.entries(spec.words[language].scores).flatMap(([score, lines]) =>
        lines.map((text) => ({ text, score: Number(score) })),
      );
      expect(said.map(({ text }) => parseScore(text))).toEqual(said.map(({ score }) => score));
      for (const { text } of said)
        for (const before of said)
          expect(redactContinuation(`${before.text} ${before.text}`, text, language).text).toBe(text);
    }
  });

  it("holds no telephone number that somebody could have", () => {
    for (const file of ["go-live.json", "words.ko.json", "words.en.json"])
      expect(readFileSync(`local/traffic/days/${file}`, "utf8").match(/\d{7,}/g) ?? []).toEqual([]);
  });
});
