import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { compositeAlarms, metricAlarms } from "../../../domain/metrics/alarms/alarms.ts";
import { functionGroups, treatableFunctions } from "../../../domain/metrics/function-groups.ts";
import { remedyRules } from "../../../domain/remedy/remedy-rules.ts";
import { routeAlarm } from "../../../functions/remedy/route-alarm/step.ts";
import { AlarmStateChange } from "../../../schemas/alarm-state.ts";
import { RemedyRequest } from "../../../schemas/remedy.ts";
import { dayStart } from "../../support/builders.ts";
import { fakeFunctions } from "../../support/fake-functions.ts";
import { recordingMachines } from "../../support/recording-machines.ts";

const treatable = ["listIssues", "showIssue", "takeIssue", "raiseIssue"];
const nameOf = (key: string) => `aicc-dev-${key}`;

function edge() {
  const functions = fakeFunctions(treatable.map(nameOf));
  const machines = recordingMachines();
  const dependencies = {
    ...functions,
    ...machines,
    stackPrefix: "aicc-dev-",
    treatable,
    now: () => new Date(dayStart + 60_000),
  };
  const ring = (alarmName = "memory-high", value = "ALARM") =>
    routeAlarm(
      dependencies,
      AlarmStateChange.parse({
        id: "an event",
        time: "2024-12-19T00:00:00Z",
        source: "aws.cloudwatch",
        "detail-type": "CloudWatch Alarm State Change",
        detail: {
          alarmName: nameOf(alarmName),
          state: { value, reason: "84 is above 80", timestamp: "2024-12-19T00:00:00.123+0000" },
          configuration: { description: "[medium] memory" },
        },
      }),
    );
  return { functions, machines, ring };
}

describe("the edge of remedies", () => {
  it("finds the function that the alarm rings for, and starts one remedy for it, by a name of its own", async () => {
    const { functions, machines, ring } = edge();
    functions.figures.set(nameOf("showIssue"), { invocations: 3, memoryPercent: 84 });
    functions.figures.set(nameOf("listIssues"), { invocations: 900, memoryPercent: 60 });
    expect(await ring()).toEqual({ remedies: ["showIssue-20241219T000000123Z"] });
    expect(machines.treated).toEqual([
      {
        remedyId: "showIssue-20241219T000000123Z",
        functionName: "aicc-dev-showIssue",
        ailment: "near-memory-limit",
        evidence: "84 % of 512 MB in use",
        alarm: {
          alarmName: "aicc-dev-memory-high",
          changedAt: "2024-12-19T00:00:00.123Z",
          severity: "medium",
          reason: "84 is above 80",
        },
      },
    ]);
    expect(RemedyRequest.safeParse(machines.treated[0]).success).toBe(true);
  });
  it("tells functions that were ended or timed out from those that failed by themselves", async () => {
    const { functions, machines, ring } = edge();
    functions.figures.set(nameOf("listIssues"), { errors: 9, longestMs: 200 });
    functions.figures.set(nameOf("showIssue"), { errors: 2, longestMs: 8_000 });
    functions.figures.set(nameOf("takeIssue"), { errors: 1, longestMs: 3_000 });
    functions.kills.set(nameOf("takeIssue"), 1);
    await ring("api-errors");
    expect(machines.treated.map(({ functionName, ailment }) => [functionName, ailment])).toEqual([
      ["aicc-dev-takeIssue", "out-of-memory"],
      ["aicc-dev-showIssue", "timing-out"],
    ]);
  });
  it.each([
    ["an alarm that goes back", "memory-high", "OK"],
    ["an alarm that is not looked into", "queue-wait", "ALARM"],
  ])("leaves %s alone", async (_, alarmName, value) => {
    const { functions, machines, ring } = edge();
    functions.figures.set(nameOf("showIssue"), { memoryPercent: 99 });
    expect(await ring(alarmName, value)).toEqual({ remedies: [] });
    expect(machines.treated).toEqual([]);
  });
  it("starts nothing where no function is ill", async () => {
    const { functions, machines, ring } = edge();
    functions.figures.set(nameOf("showIssue"), { errors: 5 });
    expect(await ring("api-errors")).toEqual({ remedies: [] });
    expect(machines.treated).toEqual([]);
  });
});

describe("the alarms that remedies look into", () => {
  it("are those of the rule, exist, and open an issue of their own", () => {
    const rule = readFileSync("events/alarm-state/remedy-rule.yml", "utf8");
    const named = [...rule.matchAll(/^ {12}- \$\{self:service\}-\$\{sls:stage\}-([\w-]+)$/gm)].map(([, name]) => name);
    expect(named).toEqual(remedyRules.alarms);
    const all = [...metricAlarms, ...compositeAlarms];
    for (const alarm of remedyRules.alarms) expect(all.find(({ name }) => name === alarm)?.notifies).toBe(true);
  });
  it("lead to any function but the remedies' own", () => {
    const all = Object.values(functionGroups).flat();
    expect(treatableFunctions).toHaveLength(all.length - functionGroups.remedy.length);
    for (const key of functionGroups.remedy) expect(treatableFunctions).not.toContain(key);
  });
});
