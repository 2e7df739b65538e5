import { describe, expect, it } from "@jest/globals";
import { redactContinuation } from "../../../domain/redaction/redact-continuation.ts";
import { PrecedingTexts } from "../../../domain/transcription/preceding-texts.ts";
import { redactUtterance } from "../../../functions/utterance/redact-utterance/step.ts";
import { writtenLanguage } from "../../../local/cli/evaluate-pii/written-language.ts";
import { Segment } from "../../../schemas/segment.ts";
import { segment } from "../../support/builders.ts";

const divided: readonly (readonly [string, string, string, string])[] = [
  ["제 번호는 공일공에 공삼칠이에", "오육칠팔이요", "제 번호는 [PHONE]에", "[PHONE]이요"],
  ["공일공", "공이삼사 오육칠팔 맞아요", "공일공", "[PHONE] 맞아요"],
  ["네 공일공에 공삼칠이에", "음 오육칠팔이요 배송 언제 와요", "네 [PHONE]에", "[PHONE]이요 배송 언제 와요"],
  ["주민번호는 팔이공삼공오", "다시 일공공공공공공이에요", "주민번호는 [RRN]", "[RRN]이에요"],
  ["카드번호가 사일일일 일일일일에", "일일일일에 일일일일 맞죠", "카드번호가 [CARD]에", "[CARD] 맞죠"],
  ["신한은행 일일공에 공이삼에", "사오육칠팔구 입니다", "신한은행 [ACCOUNT]에", "[ACCOUNT] 입니다"],
  ["이메일은 에이비씨", "골뱅이 네이버 점 컴이요", "이메일은 에이비씨", "[EMAIL]이요"],
  ["서울시 강남구 테헤란로", "구십구 사층이요", "서울시 강남구 테헤란로", "[ADDRESS]이요"],
  ["생년월일은 천구백팔십이년", "삼월 오일이요", "생년월일은 [BIRTHDATE]", "[BIRTHDATE]이요"],
  ["제 이름은", "김하늘이에요", "제 이름은", "[NAME]이에요"],
  ["전화번호 뒷자리는", "오육칠팔 이요", "전화번호 뒷자리는", "[PHONE] 이요"],
  ["my number is four one five", "five five five oh one three four", "my number is four one five", "[PHONE]"],
  ["my card is 4242 4242", "4242 4242 thanks", "my card is [CARD]", "[CARD] thanks"],
];

describe("personal data that a pause divides into two segments of one speaker", () => {
  it.each(divided)("is redacted in both: %j, then %j", (first, second, firstLeft, secondLeft) => {
    const languageCode = writtenLanguage(first);
    const one = redactUtterance(segment({ text: first, languageCode }));
    const two = redactUtterance(segment({ text: second, precedingText: first, languageCode }));
    expect([one.text, two.text]).toEqual([firstLeft, secondLeft]);
  });

  it.each([
    ["주문번호는 이공이육", "공삼일사 공공일 이요"],
    ["대표번호 일오팔팔에", "일이삼사로 걸었어요"],
    ["네", "두 개 시켰어요"],
    ["가격이 삼만", "구천 원이던데요"],
    ["I opened the account in 2010", "and it was free"],
  ])("is not seen where there is none: %j, then %j", (first, second) => {
    expect(redactContinuation("", first, "ko-KR").text).toBe(first);
    expect(redactContinuation(first, second, "ko-KR").text).toBe(second);
  });

  it("leaves nothing of what came before in the utterance", () => {
    const utterance = redactUtterance(segment({ text: "네 맞아요", precedingText: "공일공 공이삼사 오육칠팔" }));
    expect(JSON.stringify(utterance)).not.toContain("공이삼사");
    expect(utterance).toMatchObject({ text: "네 맞아요", redactedTypes: [] });
  });

  it("reports offsets into the text alone", () => {
    const text = "음 오육칠팔이요";
    const { spans } = redactContinuation("제 번호는 공일공에 공삼칠이에", text, "ko-KR");
    expect(spans.map(({ start, end }) => text.slice(start, end)).join()).toContain("오육칠팔");
    expect(spans.every(({ start, end }) => start >= 0 && end <= text.length)).toBe(true);
  });
});

describe("PrecedingTexts", () => {
  it("gives back what the same speaker said shortly before, and not the other", () => {
    const texts = new PrecedingTexts();
    expect(texts.before(0, 0)).toBeUndefined();
    texts.note(0, 2_000, " 공일공에 ");
    expect([texts.before(0, 3_000), texts.before(1, 3_000)]).toEqual(["공일공에", undefined]);
  });

  it("forgets after fifteen seconds, and what has not ended yet does not precede", () => {
    const texts = new PrecedingTexts();
    texts.note(0, 2_000, "공일공에");
    expect([texts.before(0, 17_000), texts.before(0, 17_001), texts.before(0, 1_999)]).toEqual([
      "공일공에",
      undefined,
      undefined,
    ]);
  });

  it("keeps the end of a long text from a word's beginning, so that the segment stays within its contract", () => {
    const texts = new PrecedingTexts();
    texts.note(1, 1_000, `${"가나다라 ".repeat(60)}끝`);
    const tail = texts.before(1, 1_000) ?? "";
    expect(tail).toMatch(/^가나다라 .*끝$/);
    expect(Segment.parse(segment({ precedingText: tail })).precedingText).toBe(tail);
  });
});
