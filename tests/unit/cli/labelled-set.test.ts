import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readLabelledSet, type SetFormat, type SetPurpose } from "../../../local/cli/evaluate/labelled-set.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "aicc-set-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: string | Uint8Array, format: SetFormat, purpose: SetPurpose = "test") {
  const file = join(folder, "set.txt");
  writeFileSync(file, content);
  return readLabelledSet(file, format, purpose);
}

describe("readLabelledSet", () => {
  it.each<[SetFormat, string]>([
    ["tsv", "text\tlabel\n환불해 주세요\trefund\n\n# a comment\nhello there\tgreeting\n"],
    ["3i4k", "refund\t환불해 주세요\r\ngreeting\thello there\r\n"],
    ["banking77", 'text,category\n환불해 주세요,refund\n"hello there",greeting\n'],
    ["clinc150", '{"test": [["환불해 주세요", "refund"], ["hello there", "greeting"]]}'],
  ])("reads texts and labels of %s", (format, content) => {
    expect(read(content, format).texts).toEqual([
      { text: "환불해 주세요", label: "refund" },
      { text: "hello there", label: "greeting" },
    ]);
  });

  it("takes a text that begins with # for a text", () => {
    expect(read("#3번 주문 환불해 주세요\trefund\n# a comment\n", "tsv").texts).toEqual([
      { text: "#3번 주문 환불해 주세요", label: "refund" },
    ]);
  });

  it("reads the labels of NSMC as sentiments, with or without a heading, and lets a review be empty", () => {
    const rows = "1\t좋아요\t1\n2\t\t0\n";
    const expected = [
      { text: "좋아요", label: "POSITIVE" },
      { text: "", label: "NEGATIVE" },
    ];
    expect(read(rows, "nsmc").texts).toEqual(expected);
    expect(read(`id\tdocument\tlabel\n${rows}`, "nsmc").texts).toEqual(expected);
  });

  it("reads quoted CSV fields with commas, quotes and line breaks", () => {
    expect(read('text,category\n"a ""b"", c\nd",x\n', "banking77").texts).toEqual([
      { text: 'a "b", c\nd', label: "x" },
    ]);
  });

  it("takes of a CLINC150 file the parts that serve the purpose, and keeps what is out of scope apart", () => {
    const file = JSON.stringify({
      train: [["a", "x"]],
      oos_train: [["b", "oos"]],
      val: [["c", "x"]],
      oos_val: [["d", "oos"]],
    });
    expect(read(file, "clinc150", "train")).toEqual({
      texts: [{ text: "a", label: "x" }],
      outOfScope: ["b"],
      parts: "the parts train and oos_train",
    });
    expect(read(file, "clinc150", "test")).toMatchObject({ outOfScope: ["d"], parts: "the parts val and oos_val" });
    const withTest = JSON.stringify({ ...JSON.parse(file), test: [["e", "x"]], oos_test: [["f", "oos"]] });
    expect(read(withTest, "clinc150", "test")).toMatchObject({
      outOfScope: ["f"],
      parts: "the parts test and oos_test",
    });
  });

  it.each<[string, SetFormat, string, RegExp]>([
    ["a missing column", "tsv", "one\ttwo\nthree\n", /set\.txt:2: 1 column where 2 are expected; write text<TAB>label/],
    ["an empty text", "3i4k", "1\t\n", /set\.txt:1: the text is empty; remove the line/],
    ["an unknown sentiment", "nsmc", "1\tgood\t5\n", /set\.txt:1: the label "5" is not valid; use one of 0, 1/],
    ["a CSV file without its heading", "banking77", "hello,x\n", /set\.txt:1: .* write text,category/],
    ["a CSV record too short", "banking77", "text,category\nhello\n", /set\.txt:2: expected a text and a category/],
    ["a quote that does not end", "banking77", 'text,category\n"hello,x\n', /set\.txt:2: a quote is out of place/],
    ["what is no JSON", "clinc150", "{", /is not JSON/],
    ["JSON of another shape", "clinc150", '{"train": [["a"]]}', /train\.0: expected lists of \[text, label\]/],
    [
      "a part that is not there",
      "clinc150",
      '{"dev": [["a", "x"]]}',
      /no part "test" or "val" to test with; it has dev/,
    ],
    ["an empty file", "tsv", "", /no labelled text in it; is it a tsv file\?/],
  ])("names place and remedy for %s", (_, format, content, message) => {
    expect(() => read(content, format)).toThrow(message);
  });

  it("says that a file is not there, or is not UTF-8", () => {
    expect(() => readLabelledSet(join(folder, "no.tsv"), "tsv", "train")).toThrow(
      /--train .*no\.tsv: cannot be read \(ENOENT\)/,
    );
    expect(() => read(Uint8Array.of(0xc7, 0xd1, 0x09), "tsv")).toThrow(/is not UTF-8; convert it first/);
  });
});
