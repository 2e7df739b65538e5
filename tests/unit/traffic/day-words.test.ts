import { describe, expect, it } from "@jest/globals";
import { createEmbeddedLanguage } from "../../../adapters/embedded-language.ts";
import { moodRules } from "../../../domain/dialogue/caller-mood.ts";
import { classifyIntent } from "../../../domain/understanding/classify-intent.ts";
import { loadIntentModel } from "../../../domain/understanding/load-intent-model.ts";
import { loadSentimentModel } from "../../../domain/understanding/load-sentiment-model.ts";
import { readOwnDay } from "../../../local/traffic/day-spec.ts";

const { words } = readOwnDay("go-live");
const model = loadIntentModel();
const sentiment = createEmbeddedLanguage(loadSentimentModel());

describe.each(["ko-KR", "en-US"] as const)("the words of the go-live day, %s", (language) => {
  const { matters, runUps, links, ...lines } = words[language];

  it("are understood as what they are there for, long-winded as they are", () => {
    const heard = Object.entries(matters).flatMap(([matter, { stories, asks }]) =>
      stories.flatMap((story) =>
        asks.flatMap((ask) =>
          ["", ...runUps, ...links].map((before) => ({ matter, text: `${before} ${story} ${ask}`.trim() })),
        ),
      ),
    );
    const understood = heard.filter(({ matter, text }) => classifyIntent(model, text).intent === matter);
    expect(understood.length / heard.length).toBeGreaterThan(0.95);
  });

  it("hardly ever sound negative where somebody tells calmly what has gone wrong", async () => {
    const told = Object.values(matters).flatMap(({ stories, asks }) =>
      stories.flatMap((story) => asks.map((ask) => `${story} ${ask}`)),
    );
    const heard = await Promise.all(told.map((text) => sentiment.sentimentOf(text, language)));
    expect(heard.filter(({ negativity }) => negativity >= moodRules.negative).length / told.length).toBeLessThan(0.1);
  });

  it.each([
    ["goodbyes", "end_call"],
    ["agentRequests", "agent_request"],
    ["complaints", "complaint"],
    ["complaintsAgain", "complaint"],
    ["callbackRequests", "callback_request"],
    ["personalData", "change_personal_info"],
  ] as const)("say %s so that it is heard as %s", (kind, intent) => {
    for (const text of lines[kind]) expect([text, classifyIntent(model, text).intent]).toEqual([text, intent]);
  });
});
