import { describe, expect, it } from "@jest/globals";
import type { AlarmState } from "../../../local/cloudwatch/alarm.ts";
import { parseAlarmRule } from "../../../local/cloudwatch/alarm-rule.ts";

const states: Readonly<Record<string, AlarmState>> = { red: "ALARM", green: "OK", grey: "INSUFFICIENT_DATA" };
const holds = (rule: string) => parseAlarmRule(rule).holds((name) => states[name]);

describe("the rule of a composite alarm", () => {
  it.each([
    ['ALARM("red")', true],
    ["ALARM(red)", true],
    ["ALARM(green)", false],
    ["OK(green) AND INSUFFICIENT_DATA(grey)", true],
    ["ALARM(green) OR ALARM(red) AND OK(red)", false],
    ["(ALARM(green) OR ALARM(red)) AND NOT OK(red)", true],
    ["NOT ALARM(green) AND ALARM(red)", true],
    ["TRUE AND NOT FALSE", true],
    ["ALARM(arn:aws:cloudwatch:ap-northeast-2:000000000000:alarm:red)", true],
    ["ALARM(unknown)", false],
  ])("%s", (rule, expected) => {
    expect(holds(rule)).toBe(expected);
  });
  it("names the alarms that it looks at", () => {
    expect(parseAlarmRule('ALARM("red one") OR OK(green)').names).toEqual(["red one", "green"]);
  });
  it.each(["", "ALARM(", "ALARM(red) OK(green)", "PANIC(red)", "ALARM(red) AND"])("refuses %j", (rule) => {
    expect(() => parseAlarmRule(rule)).toThrow(expect.objectContaining({ name: "ValidationError" }));
  });
});
