import { describe, expect, it } from "@jest/globals";
import type { MissingData } from "../../../local/cloudwatch/alarm.ts";
import { judge } from "../../../local/cloudwatch/alarm-evaluation.ts";

/** `0` does not breach, `X` does, `-` is missing. */
const values = (text: string) => text.split(" ").map((sign) => (sign === "-" ? undefined : sign === "X" ? 2 : 0));
const state = (text: string, datapointsToAlarm: number, missingData: MissingData) =>
  judge(values(text), {
    evaluationPeriods: 3,
    datapointsToAlarm,
    threshold: 1,
    comparison: "GreaterThanThreshold",
    missingData,
  }).state ?? "kept";

/** The states for missing data treated as missing, ignore, breaching, notBreaching. */
const row = (text: string, datapointsToAlarm: number) => [
  state(text, datapointsToAlarm, "missing"),
  state(text, datapointsToAlarm, "ignore"),
  state(text, datapointsToAlarm, "breaching"),
  state(text, datapointsToAlarm, "notBreaching"),
];

// The rows are those of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
describe("an alarm that wants three of three", () => {
  it.each([
    ["0 - X - X", ["OK", "OK", "OK", "OK"]],
    ["0 - - - -", ["OK", "OK", "OK", "OK"]],
    ["- - - - -", ["INSUFFICIENT_DATA", "kept", "ALARM", "OK"]],
    ["0 X X - X", ["ALARM", "ALARM", "ALARM", "ALARM"]],
    ["- - - - X", ["INSUFFICIENT_DATA", "kept", "ALARM", "OK"]],
    ["X - - - -", ["ALARM", "kept", "ALARM", "OK"]],
  ])("judges %s as AWS's table does", (text, expected) => {
    expect(row(text, 3)).toEqual(expected);
  });
});

describe("an alarm that wants two of three", () => {
  it.each([
    ["0 - X - X", ["ALARM", "ALARM", "ALARM", "ALARM"]],
    ["0 0 X 0 X", ["ALARM", "ALARM", "ALARM", "ALARM"]],
    ["0 - X - -", ["OK", "OK", "ALARM", "OK"]],
    ["- - - - 0", ["OK", "OK", "ALARM", "OK"]],
    ["- - - - X", ["INSUFFICIENT_DATA", "kept", "ALARM", "OK"]],
  ])("judges %s as AWS's table does", (text, expected) => {
    expect(row(text, 2)).toEqual(expected);
  });
});
