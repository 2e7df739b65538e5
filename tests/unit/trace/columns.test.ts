import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { cut, flow, pad, wrap } from "../../../local/cli/trace/columns.ts";
import { displayWidth } from "../../../local/cli/trace/display-width.ts";
import { clock, duration } from "../../../local/cli/trace/duration.ts";
import { createPaint } from "../../../local/cli/trace/paint.ts";

const paint = createPaint(true);

describe("the width of a text", () => {
  it.each([
    ["abc", 3],
    ["배송", 4],
    ["배송".normalize("NFD"), 4],
    ["카드 2장", 8],
    ["é".normalize("NFD"), 1],
    ["日本、", 6],
    ["ｆｕｌｌ", 8],
    ["🙂", 2],
    ["", 0],
  ])("of %j is %d columns", (text, columns) => expect(displayWidth(text)).toBe(columns));

  it("does not count colours", () => expect(displayWidth(paint.bad("배송"))).toBe(4));
});

describe("columns", () => {
  it("line up Korean and English", () => {
    expect([pad("배송", 6), pad("card", 6)].map(displayWidth)).toEqual([6, 6]);
    expect(pad("12", 5, "left")).toBe("   12");
  });

  it("cut a text where it ends, never within a syllable", () => {
    expect(cut("배송이 언제", 6)).toBe("배송…");
    expect(cut("배송", 4)).toBe("배송");
  });

  it("flow items without breaking one", () => {
    expect(flow(["Redact 12 ms", "Decide 22 ms", "Record 20 ms"], " > ", 29, "  ")).toEqual([
      "Redact 12 ms > Decide 22 ms >",
      "  Record 20 ms",
    ]);
  });

  it("never grow wider than asked, whatever is said", () => {
    const text = fc.string({ unit: fc.constantFrom("가", "a", " ", "é", "🙂", "[PHONE]") });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 40 }), (said, columns) => {
        for (const line of wrap(said, columns)) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
        expect(displayWidth(cut(said, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe("times", () => {
  it.each([
    [0, "0 ms"],
    [412.4, "412 ms"],
    [12_340, "12.3 s"],
    [59_960, "1:00.0"],
    [398_780, "6:38.8"],
    [3_600_000, "1:00:00"],
    [3_723_400, "1:02:03"],
    [-412, "-412 ms"],
  ])("of %d ms read as %s", (milliseconds, text) => expect(duration(milliseconds)).toBe(text));

  it("on a contact's clock have minutes and milliseconds", () => {
    expect([clock(7_480), clock(398_780), clock(-20)]).toEqual(["0:07.480", "6:38.780", "-0:00.020"]);
  });
});
