import { describe, expect, it } from "@jest/globals";
import { readMarkedSet } from "../../../local/cli/evaluate-pii/marked-set.ts";
import { exchangeData } from "../../../local/cli/train/exchange-data.ts";

const set = readMarkedSet(
  [
    "저는 {NAME:강솔}이고 번호는 {PHONE:010-0012-3456}이에요",
    "{NAME:남궁하늘입니다}",
    "배송이 언제 와요",
    "my name is {NAME:ada}",
  ].join("\n"),
  "a set",
);

describe("exchangeData", () => {
  it("puts data of the same type and language in place of an utterance's own, and leaves the rest", () => {
    const all = Array.from({ length: 20 }, (_, seed) => exchangeData(set, seed));
    const first = new Set(all.map(([one]) => one?.text));
    expect(first).toEqual(
      new Set(["저는 강솔이고 번호는 010-0012-3456이에요", "저는 남궁하늘입니다이고 번호는 010-0012-3456이에요"]),
    );
    expect(new Set(all.map((texts) => texts[2]?.text))).toEqual(new Set(["my name is ada"]));
  });
  it("says where the data then lies", () => {
    for (const { text, spans } of exchangeData(set, 3)) {
      const data = spans.map(({ start, end, type }) => [type, text.slice(start, end)]);
      for (const [type, said] of data) {
        const known = type === "PHONE" ? ["010-0012-3456"] : ["강솔", "남궁하늘입니다", "ada"];
        expect(known).toContain(said);
      }
    }
  });
  it("leaves out what holds no data, and gives the same for the same seed", () => {
    expect(exchangeData(set, 1)).toHaveLength(3);
    expect(exchangeData(set, 1)).toEqual(exchangeData(set, 1));
  });
});
