import { describe, expect, it } from "@jest/globals";
import { findPii } from "../../../domain/redaction/find-pii.ts";
import { redactText } from "../../../domain/redaction/redact-text.ts";
import { replaceSpans } from "../../../domain/redaction/replace-spans.ts";
import { startScan } from "../../../domain/redaction/scan.ts";

describe("a name that is spelled out", () => {
  it.each([
    ["My last name is Fitelle. F-I. T-I-L-L-E.", "My last name is [NAME]. [NAME]."],
    ["my name is Kim K I M", "my name is [NAME] [NAME]"],
    ["the surname is spelled S-M-Y-T-H", "the surname is spelled [NAME]"],
    ["last name, um, L as in Lima, E as in Echo, double E", "last name, um, [NAME]"],
    ["first name A N N and then Lee", "first name [NAME] and then Lee"],
  ])("is found by the rules in %j as in %j", (text, expected) => {
    expect(replaceSpans(text, findPii(text, "en-US"))).toBe(expected);
  });

  it.each([
    "the order code is A-B-C-D",
    "my name is on the order and the tracking code is X Y Z",
    "I have a TV and a PC, is that okay",
    "what is the A P R on my card",
    "last name not listed. I do not know why",
  ])("is not seen in %j", (text) => {
    expect(redactText(text, "en-US").text).toBe(text);
  });
});

describe("the work of redacting what was misheard", () => {
  const stepsOf = (text: string) => {
    const scan = startScan(text);
    findPii(text, "en-US", scan);
    return scan.steps();
  };

  it.each([
    "굥",
    "공굥",
    "공 뷁 ",
    "공굥굥",
    "일 사람 ",
    "one to ",
    "for ",
    "one banana ",
    "one to to to ",
    "a ",
    "name a b ",
    "name a-b-c-",
  ])("grows in step with the text for %j repeated", (unit) => {
    const copies = Math.ceil(2_000 / unit.length);
    expect(stepsOf(unit.repeat(copies * 4)) / stepsOf(unit.repeat(copies))).toBeLessThan(4.2);
  });
});
