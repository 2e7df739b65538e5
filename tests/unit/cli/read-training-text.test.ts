import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readTrainingText } from "../../../local/cli/train/read-training-text.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "aicc-text-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(training: string, validation: string) {
  writeFileSync(join(folder, "intents.ko.tsv"), training);
  writeFileSync(join(folder, "intents.ko.validation.tsv"), validation);
  return readTrainingText(folder, "intents", ["ko"], ["refund", "exchange"]);
}

describe("readTrainingText", () => {
  it("reads training and validation of each language", () => {
    expect(read("refund\t환불해 주세요\n", "exchange\t바꿔 주세요\n")).toEqual([
      {
        purpose: "training",
        language: "ko",
        file: "intents.ko.tsv",
        texts: [{ label: "refund", text: "환불해 주세요" }],
      },
      {
        purpose: "validation",
        language: "ko",
        file: "intents.ko.validation.tsv",
        texts: [{ label: "exchange", text: "바꿔 주세요" }],
      },
    ]);
  });

  it("refuses the same words under two labels, punctuation or not", () => {
    expect(() => read("refund\t바꿔 주세요\nexchange\t바꿔 주세요!\n", "")).toThrow(
      /intents\.ko\.tsv: "바꿔 주세요!" \(exchange\) stands in intents\.ko\.tsv too \(refund\).*remove one/,
    );
  });

  it("refuses to validate on what is trained on", () => {
    expect(() => read("refund\t3만 원 환불이요\n", "refund\t5만 원 환불이요.\n")).toThrow(
      /intents\.ko\.validation\.tsv: .* stands in intents\.ko\.tsv too \(refund\), but for punctuation or numbers/,
    );
  });
});
