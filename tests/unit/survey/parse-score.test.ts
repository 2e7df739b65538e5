import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parseScore } from "../../../domain/survey/parse-score.ts";

describe("a score", () => {
  it.each([
    ["a key", "4", 4],
    ["a figure with its unit", "4점이요", 4],
    ["a number word with its unit", "사 점", 4],
    ["without a space", "오점이요", 5],
    ["as a key that is named", "삼번", 3],
    ["a native number word", "다섯 점 드릴게요", 5],
    ["a bare number word and its particle", "이요", 2],
    ["a bare number word and an ending", "삼이요", 3],
    ["the number two, bare", "이", 2],
    ["in a sentence", "음 저는 이 점 줄게요", 2],
    ["out of five", "5점 만점에 3점", 3],
    ["out of five in words", "오 점 만점에 사 점이요", 4],
    ["very satisfied", "매우 만족합니다", 5],
    ["satisfied", "만족해요", 4],
    ["so-so", "그냥 그랬어요", 3],
    ["not bad", "나쁘지 않았어요", 3],
    ["dissatisfied", "불만족이요", 2],
    ["not satisfied", "만족하지 못했어요", 2],
    ["very dissatisfied", "매우 불만족", 1],
    ["the worst", "최악이었어요", 1],
    ["a correction", "사 점 아니 오 점이요", 5],
    ["a correction after a no", "3점 아니요 2점", 2],
    ["a correction by instead", "5점 말고 4점으로 해 주세요", 4],
    ["a score after a plain no", "아니요 1점", 1],
    ["full-width figures", "４점", 4],
    ["an English word", "three", 3],
    ["an English sentence", "I would say four.", 4],
    ["an English out of five", "4 out of five", 4],
    ["a fraction", "3/5", 3],
    ["very good", "It was very good!", 5],
    ["good", "good", 4],
    ["not bad in English", "not bad", 3],
    ["not good in English", "not very good", 2],
    ["terrible", "That was terrible", 1],
    ["an English correction", "three, no, four", 4],
    ["another English correction", "five, I mean two", 2],
  ])("is read from %s: %s", (_what, answer, score) => expect(parseScore(answer)).toBe(score));

  it.each([
    "",
    "   ",
    "0",
    "6",
    "10점",
    "4.5",
    "44",
    "영 점",
    "ten",
    "3점이나 4점",
    "three or four",
    "네?",
    "이거 뭐예요",
    "someone",
    "그게 아니라",
    "-",
    "#",
  ])("is not read from %j", (answer) => expect(parseScore(answer)).toBeUndefined());

  it("is never read outside of the scale, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (answer) => {
        expect([undefined, 1, 2, 3, 4, 5]).toContain(parseScore(answer));
      }),
    );
  });
});
