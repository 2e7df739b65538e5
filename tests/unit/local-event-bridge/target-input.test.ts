import { describe, expect, it } from "@jest/globals";
import type { RuleTarget } from "../../../local/event-bridge/rule.ts";
import { targetInput } from "../../../local/event-bridge/target/target-input.ts";
import { event, functionTarget, ruleFor } from "./stage.ts";

const receivedAt = Date.parse("2026-01-01T00:00:07.123Z");
const inputFor = (more: Partial<RuleTarget>) =>
  targetInput(ruleFor([]), { ...functionTarget, ...more }, { event, receivedAt });
const filled = (template: string, paths: Record<string, string> = {}) =>
  inputFor({ inputTransformer: { paths, template } });

describe("what a target gets", () => {
  it("is the whole event, a constant or a part of the event", () => {
    expect(JSON.parse(inputFor({}))).toEqual(event);
    expect(inputFor({ input: "{}" })).toBe("{}");
    expect(inputFor({ inputPath: "$.detail.list[0].n" })).toBe("1");
    expect(inputFor({ inputPath: "$" })).toBe(JSON.stringify(event));
    expect(inputFor({ inputPath: "$.detail.list[*].n" })).toBe("[1,2]");
    expect(inputFor({ inputPath: "$.detail.toString" })).toBe("null");
  });

  it("is a template whose variables are JSON outside of quotes and text inside of them", () => {
    const paths = { state: "$.detail.state", list: "$.detail.list", quote: "$.detail.quote" };
    const template =
      '{"state": <state>, "all": <list>, "text": "is <state>: <quote>", "rule": "<aws.events.rule-name>"}';
    expect(JSON.parse(filled(template, paths))).toEqual({
      state: "open",
      all: [{ n: 1 }, { n: 2 }],
      text: 'is open: a "b"',
      rule: "rule",
    });
  });

  it("is a text in quotes, also with escaped quotes in it", () => {
    const paths = { state: "$.detail.state" };
    expect(filled('"it is <state>"', paths)).toBe('"it is open"');
    expect(filled('"it is \\"<state>\\""', paths)).toBe('"it is \\"open\\""');
  });

  it("has lists and objects without their quotes inside of quotes", () => {
    expect(filled('"<detail>"', { detail: "$.detail.list" })).toBe('"[{n:1},{n:2}]"');
  });

  it("has an empty text where a path finds nothing, and null where it finds null", () => {
    const paths = { missing: "$.detail.missing", nothing: "$.detail.nothing" };
    expect(filled('{"a": <missing>, "b": "<missing>", "c": <nothing>}', paths)).toBe('{"a": "", "b": "", "c": null}');
  });

  it("knows the rule, the time of arrival and the event without any path", () => {
    expect(
      JSON.parse(
        filled(
          '{"arn": <aws.events.rule-arn>, "in": <aws.events.event.ingestion-time>, "head": <aws.events.event>, "all": <aws.events.event.json>}',
        ),
      ),
    ).toEqual({
      arn: "arn:aws:events:ap-northeast-2:000000000000:rule/rule",
      in: "2026-01-01T00:00:07Z",
      head: expect.not.objectContaining({ detail: expect.anything() }),
      all: event,
    });
  });
});
