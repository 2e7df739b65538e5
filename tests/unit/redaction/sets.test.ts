import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { redactText } from "../../../domain/redaction/redact-text.ts";
import { MarkedSetError, readMarkedSet } from "../../../local/cli/evaluate-pii/marked-set.ts";
import { measureRedaction } from "../../../local/cli/evaluate-pii/measure-redaction.ts";
import { writtenLanguage } from "../../../local/cli/evaluate-pii/written-language.ts";

const folder = new URL("../../../domain/redaction/data/", import.meta.url);

function readSet(name: string) {
  return readMarkedSet(readFileSync(new URL(name, folder), "utf8"), name);
}

describe("the redaction of the project's own sets", () => {
  it.each(["development", "validation", "test", "blind-1", "blind-2", "blind-3", "blind-4", "blind-5"])(
    "finds at least 99 % and is right in at least 97 %% (%s)",
    (name) => {
      const set = ["ko", "en"].flatMap((language) => readSet(`${name}.${language}.txt`));
      const { recall, precision, misses } = measureRedaction(
        set,
        (text) => redactText(text, writtenLanguage(text)).spans,
      );
      console.info(`${name}: recall ${recall.toFixed(4)}, precision ${precision.toFixed(4)}`, misses.length);
      expect(recall).toBeGreaterThanOrEqual(0.99);
      expect(precision).toBeGreaterThanOrEqual(0.97);
    },
  );
});

describe("readMarkedSet", () => {
  const span = { start: 3, end: 7, type: "PHONE" };
  const line = JSON.stringify({ text: "번호 5678", spans: [span] });

  it("reads JSON lines, whatever the line ends and byte order mark", () => {
    expect(readMarkedSet(`\uFEFF${line}\r\n\r\n${line}\n`, "set")).toEqual([
      { line: 1, text: "번호 5678", spans: [span] },
      { line: 3, text: "번호 5678", spans: [span] },
    ]);
  });

  it("reads marked text as the same", () => {
    expect(readMarkedSet("# a remark\n번호 {PHONE:5678}", "set")).toEqual([
      { line: 2, text: "번호 5678", spans: [span] },
    ]);
  });

  it.each([
    ['{"text": "a", "spans": [}', "line 1: not JSON"],
    ["{}", 'line 1: field "text"'],
    ['{"text":"a"}', 'line 1: field "spans"'],
    [`${line}\n{"text":"ab","spans":[{"start":0,"end":1,"type":"NICKNAME"}]}`, 'line 2: field "spans[0].type"'],
    ['{"text":"ab","spans":[{"start":0.5,"end":1,"type":"NAME"}]}', 'field "spans[0].start"'],
    ['{"text":"ab","spans":[{"start":1,"end":1,"type":"NAME"}]}', "start 1 is not before end 1"],
    ['{"text":"ab","spans":[{"start":1,"end":9,"type":"NAME"}]}', "count UTF-16 units, not bytes"],
    ['{"text":"abc","spans":[{"start":0,"end":2,"type":"NAME"},{"start":1,"end":3,"type":"NAME"}]}', "overlap at 1"],
    ["번호 {FONE:5678}", 'mark "FONE" is no type'],
    ["번호 {PHONE 5678}", "a brace without its mark"],
    ["\n\n", "holds no utterances"],
  ])("refuses %j and says where and why", (content, message) => {
    expect(() => readMarkedSet(content, "set")).toThrow(MarkedSetError);
    expect(() => readMarkedSet(content, "set")).toThrow(message);
  });
});

describe("measureRedaction", () => {
  const set = [{ line: 1, text: "0123456789", spans: [{ start: 2, end: 6, type: "PHONE" as const }] }];
  const figuresOf = (...spans: [number, number][]) =>
    measureRedaction(set, () => spans.map(([start, end]) => ({ start, end, type: "CARD" as const })));

  it("counts a span as found only when all its characters are redacted, by any types", () => {
    expect(figuresOf([2, 6]).recall).toBe(1);
    expect(figuresOf([2, 4], [4, 6]).recall).toBe(1);
    expect(figuresOf([2, 5]).recall).toBe(0);
    expect(figuresOf().recall).toBe(0);
  });

  it("counts a redaction as right when half of it or more lies in spans", () => {
    expect(figuresOf([2, 10]).precision).toBe(1);
    expect(figuresOf([2, 10], [0, 2]).precision).toBe(0.5);
    expect(figuresOf([1, 10]).precision).toBe(0);
    expect(figuresOf().precision).toBe(1);
  });

  it("tells what was missed and what was false, and counts by type", () => {
    const figures = figuresOf([7, 9]);
    expect(figures.misses).toEqual([{ utterance: set[0], span: set[0]?.spans[0] }]);
    expect(figures.falseRedactions).toMatchObject([{ span: { start: 7, end: 9 } }]);
    expect(figures.byType.get("PHONE")).toEqual({ spans: 1, found: 0, redactions: 0, right: 0 });
    expect(figures.byType.get("CARD")).toEqual({ spans: 0, found: 0, redactions: 1, right: 0 });
  });
});
