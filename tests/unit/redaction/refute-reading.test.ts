import { describe, expect, it } from "@jest/globals";
import type { PiiType } from "../../../domain/redaction/pii-span.ts";
import { isRefuted } from "../../../domain/redaction/refute-reading.ts";
import { startScan } from "../../../domain/redaction/scan.ts";

/** Whether the part of a text would be refuted as such. */
const isRefutedIn = (text: string, part: string, type: PiiType) => {
  const start = text.indexOf(part);
  return isRefuted(startScan(text), { start, end: start + part.length, type });
};

describe("isRefuted", () => {
  it.each<[string, string, PiiType]>([
    ["기프트카드 긁었더니 구구일오 사사공이 나와요", "구구일오 사사공이", "CARD"],
    ["the tracking says nine two six one two nine", "nine two six one two nine", "PHONE"],
    ["I opened the account in 2010", "2010", "ACCOUNT"],
    ["from january 01, 2020 to february 02, 2020", "2020", "CARD"],
    ["080-123-4567 무료 전화", "080-123-4567", "PHONE"],
    ["서울시 강남구 테헤란로요", "서울시 강남구 테헤란", "ADDRESS"],
    ["아니 아니 그거 말고", "아니 아니", "NAME"],
    ["상품코드 8801234567890", "8801234567890", "BIRTHDATE"],
    ["two two three", "two two three", "CARD"],
    ["음 사점이요", "사", "ACCOUNT"],
  ])("knows better in %j about %j as %s", (text, part, type) => {
    expect(isRefutedIn(text, part, type)).toBe(true);
  });

  it.each<[string, string, PiiType]>([
    ["제 번호는 010-0012-3456이에요", "010-0012-3456", "PHONE"],
    ["the last four digits are 2010", "2010", "CARD"],
    ["안동시 하회종가길 육십구여", "안동시 하회종가길 육십구", "ADDRESS"],
    ["성이 노고 이름이 을이에요", "노", "NAME"],
    ["born in 1982", "1982", "BIRTHDATE"],
    ["my card begins with four one two", "four one two", "CARD"],
    ["two two three four", "two two three four", "CARD"],
    ["제 생일이 19820305예요", "19820305", "BIRTHDATE"],
  ])("lets the model be right in %j about %j as %s", (text, part, type) => {
    expect(isRefutedIn(text, part, type)).toBe(false);
  });
});
