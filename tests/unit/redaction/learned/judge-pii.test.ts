import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { findPii } from "../../../../domain/redaction/find-pii.ts";
import { judgePii } from "../../../../domain/redaction/judge-pii.ts";
import { loadPiiReader } from "../../../../domain/redaction/learned/load-pii-reader.ts";
import { readMarkedSet } from "../../../../local/cli/evaluate-pii/marked-set.ts";
import { measureRedaction } from "../../../../local/cli/evaluate-pii/measure-redaction.ts";
import { writtenLanguage } from "../../../../local/cli/evaluate-pii/written-language.ts";

const blind = ["10.ko", "10.en", "11.ko", "11.en"].flatMap((part) => {
  const name = `blind-${part}.txt`;
  return readMarkedSet(
    readFileSync(new URL(`../../../../domain/redaction/data/${name}`, import.meta.url), "utf8"),
    name,
  );
});

describe("judgePii", () => {
  it("never leaves in clear what the rules have found", () => {
    for (const { text } of blind) {
      const judged = judgePii(text, writtenLanguage(text), loadPiiReader());
      const isCovered = ({ start, end }: { start: number; end: number }) =>
        judged.some((span) => span.start <= start && end <= span.end);
      expect([text, findPii(text, writtenLanguage(text)).every(isCovered)]).toEqual([text, true]);
    }
  });
  it("finds more than the rules alone in utterances by which neither rules nor model were made", () => {
    const rules = measureRedaction(blind, (text) => findPii(text, writtenLanguage(text)));
    const both = measureRedaction(blind, (text) => judgePii(text, writtenLanguage(text), loadPiiReader()));
    expect(both.found).toBeGreaterThan(rules.found);
    expect(both.recall).toBeGreaterThanOrEqual(0.96);
    expect(both.precision).toBeGreaterThanOrEqual(0.96);
  });
});
