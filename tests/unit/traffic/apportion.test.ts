import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createChance } from "../../../local/connect/chance.ts";
import { apportion } from "../../../local/traffic/apportion.ts";
import { createDeck } from "../../../local/traffic/deck.ts";

describe("apportioning", () => {
  it("gives away the whole, and to each its share within one", () => {
    const weights = fc.uniqueArray(fc.tuple(fc.string(), fc.nat(50)), {
      minLength: 1,
      maxLength: 8,
      selector: ([key]) => key,
    });
    fc.assert(
      fc.property(fc.nat(500), weights, (whole, shares) => {
        const sum = shares.reduce((total, [, weight]) => total + weight, 0);
        fc.pre(sum > 0);
        const parts = apportion(whole, shares);
        expect([...parts.values()].reduce((total, part) => total + part, 0)).toBe(whole);
        for (const [key, weight] of shares)
          expect(Math.abs((parts.get(key) ?? 0) - (whole * weight) / sum)).toBeLessThan(1);
      }),
    );
  });
});

describe("a deck", () => {
  it("deals each card once before any comes again", () => {
    const deck = createDeck(["a", "b", "c"], createChance("x"));
    const rounds = [0, 1].map(() => [deck.deal(), deck.deal(), deck.deal()].sort());
    expect(rounds).toEqual([
      ["a", "b", "c"],
      ["a", "b", "c"],
    ]);
  });

  it("needs a card", () => {
    expect(() => createDeck([], createChance("x")).deal()).toThrow(/at least one/);
  });
});
