import { describe, expect, it } from "@jest/globals";
import { findPii } from "../../../domain/redaction/find-pii.ts";
import { redactText } from "../../../domain/redaction/redact-text.ts";
import { replaceSpans } from "../../../domain/redaction/replace-spans.ts";
import { startScan } from "../../../domain/redaction/scan.ts";

describe("a name that is spelled out", () => {
  const spelled: readonly (readonly [text: string, ruled: string, around: string])[] = [
    ["My last name is Fitelle. F-I. T-I-L-L-E.", "My last name is [NAME]. [NAME].", "My last name is"],
    ["my name is Kim K I M", "my name is [NAME] [NAME]", "my name is"],
    ["the surname is spelled S-M-Y-T-H", "the surname is spelled [NAME]", "the surname is spelled"],
    ["last name, um, L as in Lima, E as in Echo, double E", "last name, um, [NAME]", "last name, um,"],
    ["first name A N N and then Lee", "first name [NAME] and then Lee", "first name and then"],
    [
      "first name A N N and then the address",
      "first name [NAME] and then the address",
      "first name and then the address",
    ],
  ];

  it.each(spelled)("is found by the rules in %j as in %j", (text, ruled) => {
    expect(replaceSpans(text, findPii(text, "en-US"))).toBe(ruled);
  });

  it.each(spelled)("is redacted in %j, as one or two", (text, _, around) => {
    const left = redactText(text, "en-US").text.replace(/(?:\s\[NAME\]\.?)+/g, "");
    expect(left).toBe(around);
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
