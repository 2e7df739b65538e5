import { describe, expect, it } from "@jest/globals";
import { spansOf, tagCount, tagsOf } from "../../../../domain/redaction/learned/marked-tokens.ts";
import { readTokens } from "../../../../domain/redaction/learned/read-tokens.ts";
import { tokenFeatures } from "../../../../domain/redaction/learned/token-features.ts";
import { mergeOverlaps } from "../../../../domain/redaction/merge-overlaps.ts";
import type { PiiSpan } from "../../../../domain/redaction/pii-span.ts";

describe("readTokens", () => {
  it("cuts into syllables, Latin words, runs of digits and single signs, and knows where words begin", () => {
    const tokens = readTokens("저는 Kim이고 010-12!");
    expect(tokens.map(({ text }) => text)).toEqual(["저", "는", "kim", "이", "고", "010", "-", "12", "!"]);
    expect(tokens.flatMap(({ beginsWord, text }) => (beginsWord ? [text] : []))).toEqual(["저", "kim", "010"]);
    expect(tokens.at(5)).toMatchObject({ start: 9, end: 12 });
  });
  it("remembers which words had capitals", () => {
    expect(readTokens("Kim KIM kim 김 7").map(({ capitals }) => capitals)).toEqual([
      "first",
      "all",
      "none",
      "none",
      "none",
    ]);
  });
});

describe("tags", () => {
  const text = "이름은 김하늘 번호는 010 1234";
  const tokens = readTokens(text);
  const spans: readonly PiiSpan[] = [
    { start: 4, end: 7, type: "NAME" },
    { start: 12, end: 20, type: "PHONE" },
  ];

  it("stand for the same stretches there and back", () => {
    expect(spansOf(tokens, tagsOf(tokens, spans))).toEqual(spans);
  });
  it("keep two stretches of one type apart that touch each other", () => {
    const touching: readonly PiiSpan[] = [
      { start: 4, end: 5, type: "NAME" },
      { start: 5, end: 7, type: "NAME" },
    ];
    expect(spansOf(tokens, tagsOf(tokens, touching))).toEqual(touching);
  });
  it("are 23: nothing, and a beginning and a middle for each of eleven types", () => {
    expect(tagCount).toBe(23);
  });
});

describe("tokenFeatures", () => {
  const featuresPerToken = (text: string) => {
    const tokens = readTokens(text);
    return Math.max(...tokenFeatures(tokens, tagsOf(tokens, [])).map(({ length }) => length));
  };

  it("are no more for a token of a long text than for one of a short: the work grows linearly", () => {
    const short = featuresPerToken("공일공 이삼사오 ".repeat(10));
    expect(featuresPerToken("공일공 이삼사오 ".repeat(2_000))).toBe(short);
    expect(featuresPerToken("가".repeat(20_000))).toBeLessThanOrEqual(short);
  });
  it("tell a token with the rules' evidence from one without", () => {
    const tokens = readTokens("공일공");
    expect(tokenFeatures(tokens, [1, 2, 2])[0]).not.toEqual(tokenFeatures(tokens)[0]);
    expect(tokenFeatures(tokens, [1, 2, 2])[0]).not.toEqual(tokenFeatures(tokens, [0, 0, 0])[0]);
  });
});

describe("mergeOverlaps", () => {
  it("makes one of what overlaps, of the longest one's type, and leaves what only touches", () => {
    expect(
      mergeOverlaps([
        { start: 8, end: 10, type: "NAME" },
        { start: 2, end: 8, type: "PASSPORT" },
        { start: 0, end: 4, type: "PHONE" },
      ]),
    ).toEqual([
      { start: 0, end: 8, type: "PASSPORT" },
      { start: 8, end: 10, type: "NAME" },
    ]);
  });
});
