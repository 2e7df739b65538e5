import { describe, expect, it } from "@jest/globals";
import { absorbNeighbours } from "../../../domain/redaction/absorb-neighbours.ts";
import { readNumberTokens } from "../../../domain/redaction/number-tokens.ts";
import type { PiiType } from "../../../domain/redaction/pii-span.ts";
import { redactText } from "../../../domain/redaction/redact-text.ts";
import { startScan } from "../../../domain/redaction/scan.ts";
import { writtenLanguage } from "../../../local/cli/evaluate-pii/written-language.ts";

/** The text of the span that grew from the part in angle brackets. */
function grown(marked: string, type: PiiType): string {
  const start = marked.indexOf("<");
  const end = marked.indexOf(">") - 1;
  const text = marked.replace(/[<>]/g, "");
  const [span] = absorbNeighbours(startScan(text), [{ start, end, type }]);
  return span ? text.slice(span.start, span.end) : "";
}

describe("a span that was found in part", () => {
  it.each<[string, PiiType, string]>([
    ["새마을금고 <공일이삼 사오육칠 공일이삼> 일로 부탁해요", "ACCOUNT", "공일이삼 사오육칠 공일이삼 일"],
    ["전화는 <공일공에 공일이삼에 사오>육칠입니다", "PHONE", "공일공에 공일이삼에 사오육칠"],
    [
      "면허가 그 십일 다시 이십<일 다시 공공일이삼사 다시 공일>이에요",
      "DRIVER_LICENSE",
      "십일 다시 이십일 다시 공공일이삼사 다시 공일",
    ],
    [
      "passport <five three three one eight oh four two> seven it's American",
      "PASSPORT",
      "five three three one eight oh four two seven",
    ],
    ["my card <4111 1111 1111> 1111 was declined", "CARD", "4111 1111 1111 1111"],
    ["여권 AAC<000123> 이요", "PASSPORT", "AAC000123"],
  ])("takes in the digits beside it: %s", (marked, type, expected) => {
    expect(grown(marked, type)).toBe(expected);
  });

  it.each<[string, PiiType, string]>([
    ["it's 010 0128 no sorry <010 0182 3140>", "PHONE", "010 0128 no sorry 010 0182 3140"],
    [
      "번호가 공일공 공일이삼 아 죄송해요 <공일공 공일삼이 사오육칠>이요",
      "PHONE",
      "공일공 공일이삼 아 죄송해요 공일공 공일삼이 사오육칠",
    ],
    ["account 0012 34 let me start over <001 234 567890>", "ACCOUNT", "0012 34 let me start over 001 234 567890"],
    ["제 카드 4111 다시 할게요 <4111 1111 1111 1111>이요", "CARD", "4111 다시 할게요 4111 1111 1111 1111"],
    ["사십구년 정월 아니 <이월 칠일>생이에요", "BIRTHDATE", "사십구년 정월 아니 이월 칠일"],
    ["<공일공 공일이삼 사오육칠>이요 아니 오육칠팔로요", "PHONE", "공일공 공일이삼 사오육칠이요 아니 오육칠팔"],
    ["차는 이십일 어 <이십이부 공일이삼>이에요", "VEHICLE", "이십일 어 이십이부 공일이삼"],
  ])("takes in what was said first and taken back: %s", (marked, type, expected) => {
    expect(grown(marked, type)).toBe(expected);
  });

  it.each<[string, PiiType]>([
    ["<010-0123-4567> 3시에 전화 주세요", "PHONE"],
    ["<공일공 공일이삼 사오육칠> 삼일 후에 전화 주세요", "PHONE"],
    ["계좌는 <110-012-345678> 두 개 더 있어요", "ACCOUNT"],
    ["<110-012-345678> 삼만원 보냈어요", "ACCOUNT"],
    ["<110-012-345678> 이 계좌예요", "ACCOUNT"],
    ["<110-012-345678> 이사 가서요", "ACCOUNT"],
    ["my account is <001 234 567> two items are missing", "ACCOUNT"],
    ["my account is <001 234 567> one more thing", "ACCOUNT"],
    ["주문번호 20240109 아니 <010-0123-4567>이요", "PHONE"],
    ["<홍길동> 일이요", "NAME"],
  ])("leaves amounts, counts, words and what is an order's: %s", (marked, type) => {
    expect(grown(marked, type)).toBe(marked.slice(marked.indexOf("<") + 1, marked.indexOf(">")));
  });
});

describe("readNumberTokens", () => {
  it.each([
    ["다시 공일이삼이에요", ["pause", "number"]],
    ["oh four two", ["number", "number", "number"]],
    ["oh wait, here it is", ["pause", "correction", "other", "pause"]],
    ["이 번호", ["other", "other"]],
    ["구요 이고요", ["other", "other"]],
    ["삼월 오일 March 3rd", ["date", "date", "date", "date"]],
    ["엠 B", ["letter", "letter"]],
    ["let me start over 12", ["correction", "number"]],
  ])("reads %j", (text, kinds) => {
    expect(readNumberTokens(text, 0).map(({ kind }) => kind)).toEqual(kinds);
  });

  it("says where a word ends without its ending, and that it had one", () => {
    expect(readNumberTokens("육칠로", 10)).toEqual([{ kind: "number", start: 10, end: 12, digits: 2, isEnded: true }]);
  });
});

/** Sentences by what they pin, in one table. */
const principles: readonly (readonly [principle: string, text: string, expected: string])[] = [
  ["an e-mail begun and taken back", "it's jdoe at no sorry jdoey at example dot com", "it's [EMAIL]"],
  [
    "an e-mail begun and taken back",
    "메일은 비오알에이 아니 비오알에이치 골뱅이 지메일 닷컴이요",
    "메일은 [EMAIL]이요",
  ],
  ["a local part that is a word elsewhere", "email will dot doe at example dot com", "email [EMAIL]"],
  ["a local part that is a word elsewhere", "contact at example dot io for the invoice", "[EMAIL] for the invoice"],
  ["a name begun and taken back", "예금주는 김 아니 임효진이에요", "예금주는 [NAME]이에요"],
  [
    "a name behind an account",
    "기업은행 012-345678-01-017 조성진으로 보내 주세요",
    "기업은행 [ACCOUNT] [NAME]으로 보내 주세요",
  ],
  [
    "a name behind an account",
    "환불 계좌 1005-012-345678 나윤희로 되어 있어요",
    "환불 계좌 [ACCOUNT] [NAME]로 되어 있어요",
  ],
  ["a name that is confirmed", "네 표상철 맞습니다", "네 [NAME] 맞습니다"],
  ["a name in capitals", "영문은 HONG GILDONG이고요", "영문은 [NAME]이고요"],
  ["a name said syllable by syllable", "저는 유 하 준이라고 합니다", "저는 [NAME]이라고 합니다"],
  ["a name said by its letters", "hi this is Q U I N N calling back", "hi this is [NAME] calling back"],
  ["a caller who opens with a name", "Ellis here", "[NAME] here"],
  ["a plate read out", "차량 번호 사십칠루 에 공구삼육이요", "차량 번호 [VEHICLE]이요"],
  ["a plate read out", "삼백십이 허 어 공사일이 렌터카예요", "[VEHICLE] 렌터카예요"],
  ["a plate read out", "the plate is thirty eight ma five two one nine", "the plate is [VEHICLE]"],
  ["a plate read out", "car is a seven K L M two two nine", "car is a [VEHICLE]"],
  [
    "a date where identity is asked for",
    "여덟 자리로 말씀드리면 일구구오 공이 일칠입니다",
    "여덟 자리로 말씀드리면 [BIRTHDATE]입니다",
  ],
  ["a date where identity is asked for", "본인 확인 구공공일삼일이요", "본인 확인 [BIRTHDATE]이요"],
  ["a date where identity is asked for", "칠칠 공구 이팔에 태어났어요", "[BIRTHDATE]에 태어났어요"],
  ["a date where identity is asked for", "May 4 1979 that's when he was born", "[BIRTHDATE] that's when he was born"],
  ["a unit behind the town", "25 Sample-ro 27-gil Yongsan-gu Seoul in unit three oh one", "[ADDRESS]"],
  ["a house number with and", "she's at nine hundred and six Sample Drive Madison Wisconsin", "she's at [ADDRESS]"],
  ["a house with a name", "send it to The Old Mill 3 River Lane", "send it to [ADDRESS]"],
  ["a house number put right", "it's one oh one Maple no one ten Maple Avenue Albany", "it's [ADDRESS]"],
  ["a building between two parts", "강남구 테헤란로 이십 현대 아니 행복아파트 오동 구백이호요", "[ADDRESS]요"],
  [
    "a building between two parts",
    "도봉구 방학로 백팔십 신동아 칠동 사백이호 옆집에 맡겨 주세요",
    "[ADDRESS] 옆집에 맡겨 주세요",
  ],
  [
    "a name behind what its owner did",
    "어제 접수한 성낙원인데 진행이 어떻게 됐나요",
    "어제 접수한 [NAME]인데 진행이 어떻게 됐나요",
  ],
  ["a foreign name", "제가 올리비아 박이라고 교포예요", "제가 [NAME]이라고 교포예요"],
  ["a date where identity is asked for", "구삼공오일칠이고 남자요", "[BIRTHDATE]이고 남자요"],
  [
    "a date where identity is asked for",
    "the nineteenth of the sixth seventy seven is my date of birth",
    "[BIRTHDATE] is my date of birth",
  ],
  [
    "digits read one by one",
    "KakaoBank six four one two oh two oh four one seven seven nine three three",
    "KakaoBank [ACCOUNT]",
  ],
  [
    "a licence that looks like a telephone",
    "면허 번호요 서울 공일 다시 칠이삼사공구 다시 일일입니다",
    "면허 번호요 [DRIVER_LICENSE]입니다",
  ],
  [
    "oh in surprise",
    "my registration number oh wait here it is 900817-6123456",
    "my registration number oh wait here it is [RRN]",
  ],
];

const kept: readonly (readonly [principle: string, text: string])[] = [
  ["a voucher", "쿠폰 번호가 8830 1274 5561 0092인데 등록이 안 되네요"],
  ["a voucher", "기프트카드 뒷번호 긁었더니 구구일오 사사공이 팔칠육삼 일일공공 나와요"],
  ["a voucher", "my gift card number 6035 7100 2281 9940 says zero balance"],
  ["a voucher", "I'm trying to use gift code 4471 9920 3385"],
  ["a thing's number", "시리얼 번호 일이삼칠 공공오육 팔팔구일이요"],
  ["a thing's number", "the tracking says nine two six one two nine oh one two three four"],
  ["a thing's number", "일련번호 팔공이이 육구칠칠 이 제품 리콜 대상인가요"],
  ["a thing's number", "포인트 카드 번호 공팔이이 사칠일일 공공삼삼"],
  ["days that are counted", "아까 상담원이 영업일 삼일에서 오일 걸린다고 했어요"],
  ["a size", "about fifteen hundred square feet"],
  ["words that sound like names", "소문자로 다 붙여서요"],
  ["words that sound like names", "대출 금리가 오 점 일 퍼센트예요"],
  ["words that sound like names", "저는 정리하고요 끊을게요"],
  ["words that sound like names", "Same here"],
];

describe("what callers say as a whole", () => {
  it.each(principles)("finds %s: %s", (_, text, expected) => {
    expect(redactText(text, writtenLanguage(text)).text).toBe(expected);
  });

  it.each(kept)("leaves %s: %s", (_, text) => {
    expect(redactText(text, writtenLanguage(text)).text).toBe(text);
  });
});
