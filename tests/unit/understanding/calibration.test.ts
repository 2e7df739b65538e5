import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { areaUnderCurve } from "../../../domain/understanding/area-under-curve.ts";
import { fitBlend } from "../../../domain/understanding/fit-blend.ts";
import { fitThresholds } from "../../../domain/understanding/fit-thresholds.ts";
import type { HeldOut } from "../../../domain/understanding/held-out.ts";
import { toProbabilities } from "../../../domain/understanding/linear-model.ts";
import { seededRandom } from "../../../domain/understanding/seeded-random.ts";

/** Examples of two classes whose first part tells the truth with a probability of its softmax, `sharp` times sharper than it says. */
function examples(count: number, sharp: number): HeldOut[] {
  const random = seededRandom(1);
  return Array.from({ length: count }, () => {
    const score = random() * 4 - 2;
    const [first = 0] = toProbabilities([score * sharp, 0]);
    return {
      scores: [
        [score, 0],
        [random() - 0.5, random() - 0.5],
      ],
      label: random() < first ? 0 : 1,
    };
  });
}

describe("fitBlend", () => {
  it("finds how sharp a part should be, and that another one is noise", () => {
    const [useful, noise] = fitBlend(examples(4_000, 3));
    expect(useful).toBeGreaterThan(2.6);
    expect(useful).toBeLessThan(3.4);
    expect(noise).toBeLessThan(0.4);
  });
});

describe("fitThresholds", () => {
  it("comes near to cost / (cost + 1) where probabilities mean what they say", () => {
    for (const cost of [1, 3]) {
      for (const threshold of fitThresholds(examples(4_000, 1), [1, 0], 2, cost)) {
        expect(Math.abs(threshold - cost / (cost + 1))).toBeLessThan(0.12);
      }
    }
  });

  it("keeps to the theory for a label that was never answered", () => {
    expect(fitThresholds([], [1], 2, 2)).toEqual([0.667, 0.667]);
  });

  it("asks for more where a label is answered too boldly", () => {
    const bold = Array.from({ length: 200 }, (_, at): HeldOut => ({ scores: [[1.2, 0]], label: at % 2 }));
    const [threshold = 0] = fitThresholds(bold, [1], 2, 2);
    expect(threshold).toBeGreaterThan(0.75);
  });
});

describe("areaUnderCurve", () => {
  it("is the share of pairs in the right order, ties counting half", () => {
    expect(areaUnderCurve([3, 2], [1, 0])).toBe(1);
    expect(areaUnderCurve([0], [1, 2])).toBe(0);
    expect(areaUnderCurve([1], [1, 1])).toBe(0.5);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ max: 9, min: 0 }), { minLength: 1 }),
        fc.array(fc.integer({ max: 9, min: 0 }), { minLength: 1 }),
        (higher, lower) => {
          const wins = higher.flatMap((a) => lower.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
          const share = wins.reduce<number>((sum, one) => sum + one, 0) / wins.length;
          expect(areaUnderCurve(higher, lower)).toBeCloseTo(share, 10);
        },
      ),
    );
  });
});
