import { describe, expect, it } from "@jest/globals";
import { redactText } from "../../../domain/redaction/redact-text.ts";
import { writtenLanguage } from "../../../local/cli/evaluate-pii/written-language.ts";
import { perceive } from "../../../local/speech/recognition-errors.ts";
import { seededRandom } from "../../../local/speech/seeded-random.ts";
import { longestLeftover, makeSpokenNumber } from "./spoken-numbers.ts";

/** A sentence as a simulated recogniser hears it. */
function hear(text: string, errorRate: number, ...seeds: readonly (number | string)[]): string {
  const random = seededRandom(errorRate, ...seeds);
  const words = text.split(" ").map((word) => perceive(word, { errorRate, random }).text);
  return words.filter((word) => word !== "").join(" ");
}

describe("a number that was misheard", () => {
  it.each([
    ["공일공 공공굥공 공공공공", "[PHONE]"],
    ["공일공 공공굥공 공공공공입니다", "[PHONE]입니다"],
    ["제 번호는 콩일공에 음 이샴사오에 육칠팔구요", "제 번호는 [PHONE]요"],
    ["번호는공일공이삼싸오육칠팔구요", "번호는[PHONE]요"],
    ["공일공 따씨 삼칠샴일 다씨 이일오팔입니다", "[PHONE]입니다"],
    ["공일공 공공뷁공 공공공공", "[PHONE]"],
    ["010 공공굥공 5678", "[PHONE]"],
    ["주민번호는 팔이공샴공오 다시 일이삼사오육칠입니다", "주민번호는 [RRN]입니다"],
    ["카드 번호는 오사일일 일일일일 일인일일 일일일일이에요", "카드 번호는 [CARD]이에요"],
    ["계좌는 일일공에 이산사에 오육칠팔구공", "계좌는 [ACCOUNT]"],
    ["추민번호는 사공공삼공사에 이일오싸팔사공입니다", "추민번호는 [RRN]입니다"],
    ["쥬민번호는 오육공삼이칠 일이샤이구구칠입니다", "쥬민번호는 [RRN]입니다"],
    ["통짱번호 이공이사 일이일구 공공일입니다", "통짱번호 [ACCOUNT]입니다"],
    ["zero one zero one two free four five six seven eight", "[PHONE]"],
    ["my phone number is five fife five one two for four double seven nine", "my phone number is [PHONE]"],
    ["oh one oh two three four six seven eight nine", "[PHONE]"],
    ["two five seven um banana three one four two nine six oh", "[PHONE]"],
  ])("is redacted in %j as in %j", (text, expected) => {
    expect(redactText(text, writtenLanguage(text)).text).toBe(expected);
  });
});

const harmless: readonly string[] = [
  "대표번호 일오팔팔에 일이삼사로 전화하면 되나요",
  "주문번호 이공이사 일이일구 공공일 배송 언제 와요",
  "보험료가 십이만 삼천사백오십육원",
  "운송장 오육칠팔 일이삼사 구공일이",
  "이번 달 이십오일에 삼만 오천원 나갔어요",
  "이천이십사년 십이월 십구일에 온다고 했어요",
  "이 일은 이사 오는 날 오후 세 시",
  "인증번호는 일이삼사오육이에요",
  "사업자번호 일이삼 사오 육칠팔구공",
  "I paid twenty five dollars for two of them on the third of May",
  "order number one two three four five six seven eight",
  "my limit went from 1000 to 2000 for one week",
  "book a room from january 01, 2020 to february 02, 2020",
  "what is 1785 minus 334 minus 87 plus 374",
  "one of the two boxes is for my sister and three are for me",
];

describe("what is no personal number", () => {
  it.each(harmless)("stays where all was heard right: %j", (text) => {
    expect(redactText(text, writtenLanguage(text)).text).toBe(text);
  });

  it.each([
    "즈문번호 이공이사 일이일구 공굥일 배송 언제 와요",
    "운성장 오육칠팔 일이삼사 구공일이",
    "사업쟈번호 일이삼 사오 육칠팔구공",
    "쏭장번호가 이공이사 일이일구 공공일이에요",
  ])("stays where the word that says whose it is was misheard: %j", (text) => {
    expect(redactText(text, writtenLanguage(text)).text).toBe(text);
  });

  it.each([
    [0.03, 0.02],
    [0.1, 0.06],
  ])("mostly stays at an error rate of %d: at most a share of %d is taken for one", (errorRate, bound) => {
    const heard = harmless.flatMap((text) =>
      Array.from({ length: 40 }, (_, seed) => hear(text, errorRate, text, seed)),
    );
    const taken = heard.filter((text) => redactText(text, writtenLanguage(text)).spans.length > 0);
    console.info(`error rate ${errorRate}: ${taken.length} of ${heard.length} harmless sentences lost a number`, [
      ...new Set(taken),
    ]);
    expect(taken.length / heard.length).toBeLessThanOrEqual(bound);
  });
});

/** So many digits in a row that were heard right and are left in clear make a leak. */
const leak = 4;

describe("six hundred spoken telephone, identity and card numbers", () => {
  it.each([
    [0, 0],
    [0.03, 0],
    [0.1, 0.005],
  ])("leak at an error rate of %d at most in a share of %d", (errorRate, bound) => {
    const count = 600;
    const leaked = Array.from({ length: count }, (_, index) => {
      const { text, language, digits } = makeSpokenNumber(seededRandom("spoken number", index));
      const left = redactText(hear(text, errorRate, "errors", index), language).text;
      return { text, left, run: longestLeftover(left, digits) };
    }).filter(({ run }) => run >= leak);
    console.info(`error rate ${errorRate}: ${leaked.length} of ${count} numbers leaked`, leaked);
    expect(leaked.length / count).toBeLessThanOrEqual(bound);
  });
});
