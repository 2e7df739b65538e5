import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { angerOf } from "../../../domain/dialogue/caller-anger.ts";
import { type CallerMood, calm, contactMood, moodAfter, moodRules } from "../../../domain/dialogue/caller-mood.ts";

const heard = (negativity: number, sentiment = "NEUTRAL") => ({ sentiment, negativity });
const moods = (...negativities: readonly number[]): readonly CallerMood[] => {
  const all: CallerMood[] = [];
  for (const negativity of negativities) all.push(moodAfter(all.at(-1) ?? calm, heard(negativity)));
  return all;
};
const score = fc.double({ min: 0, max: 1, noNaN: true });
const scores = fc.array(score, { minLength: 1, maxLength: 30 });

describe("a caller's mood", () => {
  it("keeps its trend from 0 to 1 and within what was heard", () => {
    fc.assert(
      fc.property(scores, (all) => {
        const { trend = 0 } = moods(...all).at(-1) ?? {};
        expect(trend).toBeGreaterThanOrEqual(0);
        expect(trend).toBeLessThanOrEqual(Math.max(...all));
      }),
    );
  });

  it("is never angry before three negative utterances, however negative", () => {
    fc.assert(
      fc.property(scores, (all) => {
        for (const { isAngry, negatives } of moods(...all)) {
          if (isAngry) expect(negatives).toBeGreaterThanOrEqual(moodRules.minimumNegatives);
        }
      }),
    );
    expect(moods(1, 1).at(-1)?.isAngry).toBe(false);
    expect(moods(1, 1, 1).at(-1)?.isAngry).toBe(true);
  });

  it("is never calmer when one of the utterances was more negative", () => {
    fc.assert(
      fc.property(scores, fc.nat(29), score, (all, place, more) => {
        const worse = all.map((one, at) => (at === place % all.length ? Math.max(one, more) : one));
        const [mild, harsh] = [moods(...all).at(-1), moods(...worse).at(-1)];
        expect(harsh?.trend).toBeGreaterThanOrEqual(mild?.trend ?? 0);
        if (mild?.isAngry) expect(harsh?.isAngry).toBe(true);
      }),
    );
  });

  it("changes the signal at two thresholds: between them it stays what it was", () => {
    fc.assert(
      fc.property(scores, (all) => {
        let before = calm;
        for (const negativity of all) {
          const after = moodAfter(before, heard(negativity));
          if (after.isAngry && !before.isAngry) expect(after.trend).toBeGreaterThanOrEqual(moodRules.on);
          if (before.isAngry && !after.isAngry) expect(after.trend).toBeLessThan(moodRules.off);
          before = after;
        }
      }),
    );
    const angry = moods(0.9, 0.9, 0.9);
    expect(angry.map(({ isAngry }) => isAngry)).toEqual([false, false, true]);
    expect(moods(0.9, 0.9, 0.9, 0.1).at(-1)?.isAngry).toBe(true);
    expect(moods(0.9, 0.9, 0.9, 0.1, 0.1).at(-1)?.isAngry).toBe(false);
  });

  it("does not change while nobody can tell the sentiment", () => {
    const [, , angry = calm] = moods(1, 1, 1);
    expect(moodAfter(angry, heard(0, "UNKNOWN"))).toEqual(angry);
  });

  it("settles at what is heard again and again", () => {
    fc.assert(
      fc.property(score, (negativity) => {
        expect(moods(...Array.from({ length: 60 }, () => negativity)).at(-1)?.trend).toBeCloseTo(negativity, 9);
      }),
    );
  });
});

describe("the mood of a contact", () => {
  it("tells its end, its peak and whether it was angry", () => {
    const mood = contactMood([1, 1, 1, 0, 0].map((negativity) => heard(negativity)));
    expect(mood).toEqual({ trend: 0.21875, peak: 0.875, wasAngry: true, utterances: 5 });
  });
  it("is not known when no sentiment is", () => {
    expect(contactMood([])).toBeUndefined();
    expect(contactMood([heard(0, "UNKNOWN")])).toBeUndefined();
  });
});

describe("anger", () => {
  const [, , angry = calm] = moods(0.9, 0.9, 0.9);
  it.each([
    [
      "an outburst after the bot has failed",
      { mood: calm, negativity: 0.9, hasFailed: true },
      "after the bot had failed",
    ],
    [
      "a trend, with words that go on with it",
      { mood: angry, negativity: 0.6, hasFailed: false },
      "negative trend 0.79 over 3",
    ],
  ])("is %s", (_, evidence, why) => {
    expect(angerOf(evidence)).toContain(why);
  });
  it.each([
    ["an outburst out of the blue", { mood: calm, negativity: 1, hasFailed: false }],
    ["calm words of an angry caller", { mood: angry, negativity: 0.1, hasFailed: true }],
    ["a caller of whose mood nothing is known", { mood: undefined, negativity: 0.6, hasFailed: true }],
  ])("is not %s", (_, evidence) => {
    expect(angerOf(evidence)).toBeUndefined();
  });
});
