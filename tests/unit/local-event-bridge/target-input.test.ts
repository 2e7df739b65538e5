import { describe, expect, it } from "@jest/globals";
import type { BusEvent, Rule, RuleTarget } from "../../../local/event-bridge/rule.ts";
import { targetInput } from "../../../local/event-bridge/target-input.ts";

const event: BusEvent = {
  version: "0",
  id: "e1",
  "detail-type": "T",
  source: "s",
  account: "0",
  time: "2026-01-01T00:00:00Z",
  region: "r",
  resources: [],
  detail: { state: "open", list: [{ n: 1 }], quote: 'a "b"' },
};
const rule: Rule = { name: "rule", arn: "arn:rule", busName: "default", description: "", isEnabled: true, targets: [] };
const target: RuleTarget = { id: "t", arn: "arn", maximumRetryAttempts: 0, maximumEventAgeSeconds: 60 };

describe("what a target gets", () => {
  it("is the whole event, a constant or a part of the event", () => {
    expect(JSON.parse(targetInput(rule, target, event))).toEqual(event);
    expect(targetInput(rule, { ...target, input: "{}" }, event)).toBe("{}");
    expect(targetInput(rule, { ...target, inputPath: "$.detail.list[0].n" }, event)).toBe("1");
  });

  it("is a template whose variables are JSON outside of quotes and text inside of them", () => {
    const paths = { state: "$.detail.state", list: "$.detail.list", quote: "$.detail.quote" };
    const template =
      '{"state": <state>, "all": <list>, "text": "is <state>: <quote>", "rule": "<aws.events.rule-name>"}';
    expect(JSON.parse(targetInput(rule, { ...target, inputTransformer: { paths, template } }, event))).toEqual({
      state: "open",
      all: [{ n: 1 }],
      text: 'is open: a "b"',
      rule: "rule",
    });
  });
});
