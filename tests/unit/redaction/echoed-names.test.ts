import { describe, expect, it } from "@jest/globals";
import { findEchoedNames } from "../../../domain/redaction/echoed-names.ts";
import { startScan } from "../../../domain/redaction/scan.ts";

/** What is found besides, where one part of a text is known to be a name. */
const echoesOf = (text: string, name: string) => {
  const start = text.indexOf(name);
  const known = { start, end: start + name.length, type: "NAME" as const };
  return findEchoedNames(startScan(text), [known])
    .filter((span) => span.end <= known.start || span.start >= known.end)
    .map((span) => text.slice(span.start, span.end));
};

describe("findEchoedNames", () => {
  it.each([
    ["염가을이에요 가을이라고 적혀 있을 텐데", "염가을", ["가을"]],
    ["설 하은이에요 설하은 하은이요", "설 하은", ["설하은", "하은"]],
    ["고객님 성함이 명노을 님 명노을 맞으세요", "명노을", ["명노을"]],
    ["Ana Reyes called, yes, Reyes, Ana", "Ana Reyes", ["Reyes", "Ana"]],
  ])("finds in %j what is said again of %j", (text, name, expected) => {
    expect(echoesOf(text, name)).toEqual(expected);
  });

  it.each([
    ["김하나라고 하는데요 하나 더 물어볼게요", "김하나"],
    ["박가람이에요 가람길로 보내 주세요", "박가람"],
    ["Al Fe is my name and also al fresco", "Al Fe"],
  ])("leaves in %j what only sounds like %j", (text, name) => {
    expect(echoesOf(text, name)).toEqual([]);
  });

  it("is quiet where no name was found", () => {
    expect(findEchoedNames(startScan("010-0012-3456"), [{ start: 0, end: 13, type: "PHONE" }])).toEqual([]);
  });
});
