import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { sentimentLabels } from "../../../domain/understanding/classify-sentiment.ts";
import { mergeSentiments } from "../../../domain/understanding/merge-sentiments.ts";
import { splitText, utf8Length } from "../../../domain/understanding/split-text.ts";

/** Texts as they come: Hangul, jamo, Latin, emoji with modifiers, combining marks, white space, punctuation, lone surrogates. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "안녕하세요 ",
        "배송이 안 왔어요 ",
        "취소했습니다 ",
        "Where is it? ",
        " ",
        "\n",
        ".",
        "👨‍👩‍👧",
        "👍🏽",
        "e\u0301",
        "\u1112\u1161\u11ab",
      ),
      fc.string({ unit: "grapheme", maxLength: 6 }),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(""));

describe("cutting a text by bytes", () => {
  it("gives parts that are the text again, none empty, none above the limit", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 4, max: 200 }), (text, maxBytes) => {
        const parts = splitText(text, maxBytes);
        expect(parts.join("")).toBe(text);
        for (const part of parts) {
          expect(part).not.toBe("");
          expect(utf8Length(part)).toBeLessThanOrEqual(maxBytes);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("never cuts inside a surrogate pair", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 4, max: 60 }), (text, maxBytes) => {
        const parts = splitText(text, maxBytes);
        for (const [at, part] of parts.slice(0, -1).entries()) {
          expect(/[\ud800-\udbff]$/.test(part) && /^[\udc00-\udfff]/.test(parts[at + 1] ?? "")).toBe(false);
        }
      }),
    );
  });

  it("never cuts inside a syllable of jamo or an emoji that fits", () => {
    const segmenter = new Intl.Segmenter("ko", { granularity: "grapheme" });
    fc.assert(
      fc.property(anyText, (text) => {
        const maxBytes = 64;
        const clusters = [...segmenter.segment(text)];
        fc.pre(clusters.every(({ segment }) => utf8Length(segment) <= maxBytes));
        const starts = new Set(clusters.map(({ index }) => index));
        let at = 0;
        for (const part of splitText(text, maxBytes)) {
          expect(starts.has(at)).toBe(true);
          at += part.length;
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each(["가나다\r\n", "가나다 \u0301"])("never cuts behind white space that is but half a character: %j", (text) => {
    expect(splitText(text, 10)).toEqual([text.slice(0, 3), text.slice(3)]);
  });

  it("cuts into parts of any size", () => {
    expect(splitText("a".repeat(400_000), 300_000).map(({ length }) => length)).toEqual([300_000, 100_000]);
  });

  it("leaves a text that fits as it is", () => {
    expect(splitText("가".repeat(10), 30)).toEqual(["가".repeat(10)]);
    expect(splitText("가".repeat(10), 29)).toHaveLength(2);
    expect(splitText("", 30)).toEqual([]);
  });

  it.each([
    ["배송이 아직 안 왔어요 언제 오는지 알려 주세요", 45, ["배송이 아직 안 왔어요 ", "언제 오는지 알려 주세요"]],
    ["주문을 취소했습니다 그런데 환불이 안 돼요", 42, ["주문을 취소했습니다 ", "그런데 환불이 안 돼요"]],
    [
      "결제가 두 번 됐다고 문자가 왔네요 확인해 주시겠습니까",
      70,
      ["결제가 두 번 됐다고 문자가 왔네요 ", "확인해 주시겠습니까"],
    ],
    ["It never came. I want my money back", 24, ["It never came. ", "I want my money back"]],
    ["왜 안 오죠? 너무 늦어요. 정말로요", 30, ["왜 안 오죠? ", "너무 늦어요. 정말로요"]],
  ])("cuts %j behind a sentence, with full stops and without", (text, maxBytes, parts) => {
    expect(splitText(text, maxBytes)).toEqual(parts);
  });

  it("does not take words that merely look like endings for ends", () => {
    expect(splitText("알겠어요 이 서류는 꼭 필요 하다고 들었는데 맞나", 48)[0]).toBe("알겠어요 ");
    expect(splitText("알겠어요 그 물건은 모두 다 그것보다 중요 한데", 48)[0]).toBe("알겠어요 ");
  });

  it("refuses a limit in which no character fits", () => {
    expect(() => splitText("가", 3)).toThrow("at least 4");
  });
});

describe("merging the sentiments of parts", () => {
  const scores = fc
    .tuple(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100))
    .filter((all) => all.some((one) => one > 0))
    .map((all) => {
      const sum = all.reduce((total, one) => total + one, 0);
      return { POSITIVE: all[0] / sum, NEGATIVE: all[1] / sum, NEUTRAL: all[2] / sum, MIXED: all[3] / sum };
    });
  const part = fc.record({ text: fc.string({ minLength: 1 }), scores }).map(({ text, scores: of }) => ({
    text,
    judged: { sentiment: [...sentimentLabels].sort((a, b) => of[b] - of[a])[0] ?? "NEUTRAL", scores: of },
  }));

  it("keeps each score between the least and the greatest of the parts, and their sum at 1", () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
        const merged = mergeSentiments(parts);
        for (const label of sentimentLabels) {
          const all = parts.map(({ judged }) => judged.scores[label]);
          expect(merged.scores[label]).toBeGreaterThanOrEqual(Math.min(...all) - 1e-9);
          expect(merged.scores[label]).toBeLessThanOrEqual(Math.max(...all) + 1e-9);
        }
        expect(Object.values(merged.scores).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  it("does not depend on the order of the parts", () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 6 }), (parts) => {
        const [one, other] = [mergeSentiments(parts), mergeSentiments([...parts].reverse())];
        for (const label of sentimentLabels) expect(one.scores[label]).toBeCloseTo(other.scores[label], 9);
      }),
    );
  });

  const judged = (sentiment: (typeof sentimentLabels)[number]) => ({
    sentiment,
    scores: { POSITIVE: 0, NEGATIVE: 0, NEUTRAL: 0, MIXED: 0, [sentiment]: 1 },
  });
  it("weighs by length, and calls what is both in equal parts mixed", () => {
    const [long, short] = ["long".repeat(9), "short"];
    const merged = mergeSentiments([
      { text: long, judged: judged("NEGATIVE") },
      { text: short, judged: judged("POSITIVE") },
    ]);
    expect(merged).toMatchObject({ sentiment: "NEGATIVE", scores: { NEGATIVE: 36 / 41, POSITIVE: 5 / 41 } });
    const even = ["POSITIVE", "NEGATIVE"].map((label) => ({ text: "four", judged: judged(label as "POSITIVE") }));
    expect(mergeSentiments(even).sentiment).toBe("MIXED");
    expect(() => mergeSentiments([])).toThrow("at least one");
  });
});
