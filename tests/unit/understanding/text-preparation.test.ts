import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { addCharacterNoise } from "../../../domain/understanding/add-character-noise.ts";
import { addRecognitionNoise } from "../../../domain/understanding/add-recognition-noise.ts";
import { detectLanguage } from "../../../domain/understanding/detect-language.ts";
import { findEntities } from "../../../domain/understanding/find-entities.ts";
import { joinSyllable, splitSyllable, toJamo } from "../../../domain/understanding/hangul.ts";
import { normaliseUtterance } from "../../../domain/understanding/normalise-utterance.ts";
import { seededRandom } from "../../../domain/understanding/seeded-random.ts";

describe("hangul", () => {
  it("takes every syllable apart and puts it together again", () => {
    for (let code = 0xac00; code <= 0xd7a3; code += 1) {
      const syllable = splitSyllable(String.fromCharCode(code));
      expect(syllable && joinSyllable(syllable).charCodeAt(0)).toBe(code);
    }
  });

  it("spells a word in its letters", () => {
    expect(toJamo("값이 a")).toBe("ㄱㅏㅄㅇㅣ a");
  });
});

describe("normaliseUtterance", () => {
  it("makes digits and placeholders the same sign and drops punctuation and case", () => {
    expect(normaliseUtterance("제 번호는 010-1234-5678, 맞죠?")).toBe("제 번호는 # 맞죠");
    expect(normaliseUtterance("제 번호는 [PHONE], 맞죠?")).toBe("제 번호는 # 맞죠");
    expect(normaliseUtterance("I can’t LOG in!")).toBe("i cant log in");
  });
});

describe.each([
  ["addRecognitionNoise", addRecognitionNoise],
  ["addCharacterNoise", addCharacterNoise],
])("%s", (_, addNoise) => {
  it("makes the same errors from the same seed, and none at rate zero", () => {
    const text = "택배가 아직 안 왔어요 확인 좀 해주세요";
    expect(addNoise(text, 0.2, seededRandom(3))).toBe(addNoise(text, 0.2, seededRandom(3)));
    expect(addNoise(text, 0.2, seededRandom(3))).not.toBe(text);
    expect(addNoise(text, 0, seededRandom(3))).toBe(text);
  });

  it("never leaves nothing", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), fc.integer(), (text, seed) => {
        fc.pre(text.trim() !== "");
        expect(addNoise(text, 1, seededRandom(seed))).not.toBe("");
      }),
    );
  });
});

describe("addCharacterNoise", () => {
  it("loses, puts in and exchanges characters at the rate that it is given, each as often", () => {
    const text = "가".repeat(3_000);
    const noisy = addCharacterNoise(text, 0.3, seededRandom(5));
    const kept = [...noisy].filter((character) => character === "가").length;
    expect(kept / text.length).toBeGreaterThan(0.77);
    expect(kept / text.length).toBeLessThan(0.83);
    expect(Math.abs(noisy.length - text.length)).toBeLessThan(100);
  });

  it("writes letters into English and syllables into Korean", () => {
    expect(addCharacterNoise("where is my order", 0.5, seededRandom(1))).toMatch(/^[a-z ]+$/);
    expect(addCharacterNoise("택배어디예요", 0.5, seededRandom(1))).toMatch(/^[가-힣]+$/);
  });
});

describe("detectLanguage", () => {
  it.each([
    ["택배 언제 와요", "ko"],
    ["where is my order", "en"],
    ["네 login이 안 돼요", "ko"],
    ["ありがとう 東京", "ja"],
    ["你好", "zh"],
    ["123 !?", "und"],
  ])("reads the language of %j from its script", (text, languageCode) => {
    const guesses = detectLanguage(text);
    expect(guesses[0]?.languageCode).toBe(languageCode);
    expect(guesses.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1);
  });
});

describe("findEntities", () => {
  const found = (text: string, languageCode: string) =>
    findEntities(text, languageCode).map((entity) => `${entity.type} ${entity.text}`);

  it("finds dates, amounts, organisations, places and goods in Korean", () => {
    expect(found("어제 국민은행에서 삼만 오천원 나갔고 다음 주 서울 강남구로 냉장고 두 대 와요", "ko")).toEqual([
      "DATE 어제",
      "ORGANIZATION 국민은행",
      expect.stringContaining("오천원"),
      "DATE 다음 주",
      "LOCATION 서울 강남구",
      "COMMERCIAL_ITEM 냉장고",
      "QUANTITY 두 대",
    ]);
  });

  it("finds them in English, and keeps placeholders whole", () => {
    expect(found("I paid 20 dollars to Hana Bank on March 5th for two boxes, call [PHONE]", "en")).toEqual([
      "QUANTITY 20 dollars",
      "ORGANIZATION Hana Bank",
      "DATE March 5th",
      "QUANTITY two boxes",
      "OTHER [PHONE]",
    ]);
  });

  it("gives offsets that cut the entity out of the text", () => {
    const text = "내일 오후 세 시에 두 개 배송";
    for (const { start, end, text: entity } of findEntities(text, "ko")) expect(text.slice(start, end)).toBe(entity);
  });
});
