import { describe, expect, it } from "@jest/globals";
import { contactCost } from "../../../domain/money/contact-cost.ts";
import listPrices from "../../../domain/money/prices.json" with { type: "json" };

const free = Object.fromEntries(
  Object.entries(listPrices).map(([name, price]) => [name, typeof price === "number" ? 0 : price]),
) as typeof listPrices;
const usage = { durationMs: 120_000, mediaMs: 90_000, utterances: 8 };

describe("the cost of a contact", () => {
  it("is the sum over what it used, each at its price", () => {
    const voice = 2 * 0.018;
    const transcription = 1.5 * 0.024;
    const understanding = 8 * (3 * 0.0001 + 0.000001);
    const machine = 11 * 0.0000271;
    expect(contactCost(usage)).toBeCloseTo(voice + transcription + understanding + machine, 6);
  });

  it("follows the prices that it is given", () => {
    expect(contactCost(usage, free)).toBe(0);
    expect(contactCost(usage, { ...free, telephonyPerMinute: 0.01 })).toBe(0.02);
  });

  it("counts the least that is billed of a very short contact, and nothing where there was no media", () => {
    const short = { durationMs: 2_000, mediaMs: 0, utterances: 0 };
    expect(contactCost(short, { ...free, voicePerMinute: 0.6, voiceMinimumSeconds: 10 })).toBe(0.1);
    expect(contactCost(short, { ...free, transcriptionPerMinute: 1, transcriptionMinimumSeconds: 15 })).toBe(0);
  });
});
