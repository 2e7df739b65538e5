import { describe, expect, it } from "@jest/globals";
import { loadWordVectors } from "../../../domain/understanding/load-word-vectors.ts";
import { readWordVectors } from "../../../domain/understanding/word-vectors.ts";

const [english] = loadWordVectors();
if (!english) throw new Error("there are no English word vectors: npm run train");

function vectorOf(word: string): Float32Array {
  const sum = new Float32Array(english?.dimensions ?? 0);
  const entry = english?.find(word);
  if (entry !== undefined) english?.add(sum, entry, 1);
  return sum;
}

function likeness(a: string, b: string): number {
  const [left, right] = [vectorOf(a), vectorOf(b)];
  const dot = left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
  return dot / (Math.hypot(...left) * Math.hypot(...right));
}

describe("the English word vectors", () => {
  it.each([
    ["refund", "reimbursement", "weather"],
    ["broken", "damaged", "monday"],
    ["cheap", "inexpensive", "doctor"],
  ])("find %s more like %s than like %s", (word, near, far) => {
    expect(likeness(word, near)).toBeGreaterThan(likeness(word, far) + 0.2);
  });

  it.each([
    ["refunds", "refund"],
    ["cancelled", "cancel"],
    ["parties", "party"],
  ])("know %s, at least by %s", (form, word) => {
    expect(likeness(form, word)).toBeGreaterThan(0.5);
  });

  it("know no made-up word and no Korean one", () => {
    expect(english.find("zqxv")).toBeUndefined();
    expect(english.find("환불")).toBeUndefined();
  });
});

describe("readWordVectors", () => {
  it("refuses a table that is cut short, or is none", () => {
    const header = new TextEncoder().encode(
      JSON.stringify({ version: 1, language: "ko", words: 2, wordBytes: 13, groups: 1, groupSize: 1, scale: 1 }),
    );
    const words = new TextEncoder().encode("취소\n환불");
    const table = new Uint8Array(4 + header.length + words.length + 256 + 2);
    new DataView(table.buffer).setUint32(0, header.length, true);
    table.set(header, 4);
    table.set(words, 4 + header.length);
    expect(readWordVectors(table).find("환불이요")).toBe(1);
    expect(readWordVectors(table).find("환")).toBeUndefined();
    expect(() => readWordVectors(table.slice(0, -1))).toThrow(/cut short/);
    expect(() => readWordVectors(new Uint8Array(3))).toThrow(RangeError);
  });
});
