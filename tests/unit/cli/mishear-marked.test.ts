import { describe, expect, it } from "@jest/globals";
import { readMarkedSet } from "../../../local/cli/evaluate-pii/marked-set.ts";
import { mishearMarked } from "../../../local/cli/train/mishear-marked.ts";

const set = readMarkedSet(
  ["제 이름은 {NAME:강솔}이고 번호는 {PHONE:공일공 공공일이 삼사오육}이에요", "배송이 언제 와요", "{NAME:ada}"].join(
    "\n",
  ),
  "a set",
);
const heard = Array.from({ length: 50 }, (_, seed) => mishearMarked(set, seed));

describe("mishearMarked", () => {
  it("writes some characters otherwise, in the data as well as around them", () => {
    const number = heard.map(([one]) => one?.text.slice(one.spans[1]?.start, one.spans[1]?.end));
    expect(number.filter((said) => said === "공일공 공공일이 삼사오육").length).toBeLessThan(40);
    expect(new Set(heard.map((texts) => texts[1]?.text)).size).toBeGreaterThan(5);
  });
  it("keeps every mark around something, and white space beside it", () => {
    for (const texts of heard) {
      expect(texts.map(({ spans }) => spans.map(({ type }) => type))).toEqual([["NAME", "PHONE"], [], ["NAME"]]);
      for (const { text, spans } of texts)
        for (const { start, end } of spans) expect(text.slice(start, end)).toMatch(/^\S(?:.*\S)?$/);
      expect(texts[0]?.text[(texts[0]?.spans[1]?.start ?? 0) - 1]).toBe(" ");
    }
  });
  it("gives the same for the same seed", () => {
    expect(mishearMarked(set, 1)).toEqual(mishearMarked(set, 1));
  });
});
