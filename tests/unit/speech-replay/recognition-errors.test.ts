import { describe, expect, it } from "@jest/globals";
import { perceive } from "../../../local/speech/recognition-errors.ts";
import { seededRandom } from "../../../local/speech/seeded-random.ts";

/** Levenshtein distance over any units. */
function distance(one: readonly string[], other: readonly string[]): number {
  const row = other.map((_, index) => index + 1);
  one.forEach((unit, line) => {
    let diagonal = line;
    row.forEach((above, column) => {
      const left = column === 0 ? line + 1 : (row[column - 1] ?? 0);
      row[column] = Math.min(above + 1, left + 1, diagonal + (other[column] === unit ? 0 : 1));
      diagonal = above;
    });
  });
  return row.at(-1) ?? one.length;
}

const korean = "고객님 주문하신 상품은 오늘 오후에 도착할 예정입니다 카드를 잃어버려서 정지하고 싶어요".split(" ");
const english = "I want to cancel my order because the package did not arrive at this address".split(" ");
const perceived = (words: readonly string[], errorRate: number, seed: number) => {
  const random = seededRandom("test", seed);
  return Array.from({ length: 400 }, () => words.map((word) => perceive(word, { errorRate, random }))).flat();
};

describe("simulated recognition errors", () => {
  it.each([0, 0.05, 0.2])("give Korean the character error rate that was asked for (%d)", (errorRate) => {
    const heard = perceived(korean, errorRate, 7);
    const errors = heard.reduce(
      (sum, word, index) => sum + distance([...(korean[index % korean.length] ?? "")], [...word.text]),
      0,
    );
    expect(errors / (korean.join("").length * 400)).toBeCloseTo(errorRate, 1);
  });

  it.each([0, 0.05, 0.2])("give English the word error rate that was asked for (%d)", (errorRate) => {
    const heard = perceived(english, errorRate, 7);
    const wrong = heard.filter((word, index) => word.text !== english[index % english.length]).length;
    expect(Math.abs(wrong / heard.length - errorRate)).toBeLessThan(0.01);
  });

  it("make Korean that is still Korean: every character is a syllable", () => {
    expect(perceived(korean, 1, 3).every((word) => /^[\uac00-\ud7a3]*$/.test(word.text))).toBe(true);
  });

  it("lose particles, among others", () => {
    const random = seededRandom("particles");
    const heard = Array.from({ length: 200 }, () => perceive("카드를", { errorRate: 0.3, random }).text);
    expect(heard).toContain("카드");
  });

  it("come with less confidence than what was heard right", () => {
    const heard = perceived(korean, 0.2, 9);
    const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
    const of = (isRight: boolean) =>
      heard
        .filter((word, index) => (word.text === korean[index % korean.length]) === isRight)
        .map((word) => word.confidence);
    expect(mean(of(true)) - mean(of(false))).toBeGreaterThan(0.2);
    expect(heard.every((word) => word.confidence > 0 && word.confidence <= 1)).toBe(true);
  });

  it("are the same for the same seed", () => {
    expect(perceived(english, 0.3, 4)).toEqual(perceived(english, 0.3, 4));
    expect(perceived(english, 0.3, 4)).not.toEqual(perceived(english, 0.3, 5));
  });
});
