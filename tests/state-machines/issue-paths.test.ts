import { SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "@jest/globals";
import { resolveIssue, type TrackedIssue, takeIssue } from "../../domain/issue/issue-life.ts";
import { onCall } from "../../domain/issue/on-call.ts";
import { PrepareNoticeInput, prepareNotice } from "../../functions/issue/prepare-notice/step.ts";
import { RecordNoticeInput } from "../../functions/issue/record-notice/step.ts";
import type { StepFunctions } from "../../local/step-functions/step-functions-service.ts";
import { createVirtualClock } from "../../local/virtual-clock.ts";
import { at, dayStart, issue } from "../support/builders.ts";
import { callService } from "../support/call-service.ts";
import { machineFiles } from "../support/machine-files.ts";
import { fault, runMachine, type StepBehaviour } from "../support/machine-runner.ts";

const hour = 3_600;
const day = 24 * hour;

/** What a person does to the issue so many seconds after it was opened. */
type Deed = { readonly atS: number; readonly edit: (issue: TrackedIssue, at: string) => TrackedIssue };
const taking = (atS: number): Deed => ({ atS, edit: (open, instant) => takeIssue(open, "kim", instant) });
const resolving = (atS: number): Deed => ({
  atS,
  edit: (open, instant) => resolveIssue(open, { remedy: "restarted" }, instant),
});

/**
 * Runs the machine for an issue that is opened at the beginning of the day, in simulated time and with the project's own rules.
 * @param startS how long after the opening its execution begins
 */
async function watchOver(
  deeds: readonly Deed[],
  { startS = 0, steps = {} }: { startS?: number; steps?: Readonly<Record<string, StepBehaviour>> } = {},
) {
  const clock = createVirtualClock(dayStart + startS * 1_000);
  let current: TrackedIssue = { ...issue({ openedAt: at(0) }), recentOccurrences: [] };
  let waiting: { token: string; awaited: string } | undefined;
  const told: [line: string, atS: number][] = [];
  const recorded: unknown[] = [];
  const age = () => (clock.now() - dayStart) / 1_000;
  const wake = async (machines: StepFunctions) => {
    const isOver = waiting?.awaited === "taking" ? current.state !== "open" : current.state === "resolved";
    if (!waiting || !isOver) return;
    const { token } = waiting;
    waiting = undefined;
    const done = clock.begin();
    await callService(machines, new SendTaskSuccessCommand({ taskToken: token, output: "{}" })).finally(done);
  };
  const plans = deeds.map(({ atS, edit }) => async (machines: StepFunctions) => {
    await clock.sleep(Math.max(0, (atS - age()) * 1_000));
    current = edit(current, new Date(clock.now()).toISOString());
    await wake(machines);
  });
  let begun = false;
  const wait =
    (awaited: string): StepBehaviour =>
    async ({ taskToken }, machines) => {
      waiting = { token: String(taskToken), awaited };
      await wake(machines);
    };
  const tell =
    (line: string): StepBehaviour =>
    ({ Subject }) => {
      expect(Subject).toContain("ISS-001");
      told.push([line, age()]);
    };
  const run = runMachine(
    "issue",
    { issueId: "ISS-001" },
    {
      PrepareNotice: (input, machines) => {
        if (!begun) for (const plan of plans) void plan(machines);
        begun = true;
        return prepareNotice(
          { read: async () => current, now: () => new Date(clock.now()) },
          PrepareNoticeInput.parse(input),
        );
      },
      FirstLineTopic: tell("first"),
      SecondLineTopic: tell("second"),
      ThirdLineTopic: tell("third"),
      RecordNotice: (input) => void recorded.push(RecordNoticeInput.parse(input)),
      AwaitTaking: wait("taking"),
      AwaitResolution: wait("resolution"),
      RecordResolution: () => ({ measured: true }),
      ...steps,
    },
    clock,
  );
  return { ...(await clock.runUntil(run)), told, recorded };
}

describe("the machine issue", () => {
  it("tells the first line at once, the second after 30 minutes, the third after an hour, until somebody takes the issue", async () => {
    const { status, told, output } = await watchOver([taking(hour + 60), resolving(2 * hour)]);
    expect(told).toEqual([
      ["first", 0],
      ["second", 1_800],
      ["third", 3_600],
    ]);
    expect({ status, output }).toEqual({ status: "SUCCEEDED", output: { issueId: "ISS-001" } });
  });
  it("tells nobody further once the issue is taken, and waits for its resolution", async () => {
    const { status, told, entered } = await watchOver([taking(600), resolving(5 * hour)]);
    expect(told).toEqual([["first", 0]]);
    expect(entered).toEqual([
      "ReceiveIssue",
      "PrepareNotice",
      "WhatNow",
      "TellFirstLine",
      "RecordNotice",
      "IsTaken",
      "AwaitTaking",
      "PrepareNotice",
      "WhatNow",
      "IsTaken",
      "AwaitResolution",
      "PrepareNotice",
      "WhatNow",
      "RecordResolution",
      "IssueSettled",
    ]);
    expect(status).toBe("SUCCEEDED");
  });
  it("ends with the resolution of an issue that nobody took", async () => {
    const { status, told, entered } = await watchOver([resolving(2_000)]);
    expect(told.map(([line]) => line)).toEqual(["first", "second"]);
    expect(entered.slice(-2)).toEqual(["RecordResolution", "IssueSettled"]);
    expect(status).toBe("SUCCEEDED");
  });
  it("makes up for a late start: every line that is due is told, and each in its turn", async () => {
    const { told } = await watchOver([taking(2 * hour), resolving(3 * hour)], { startS: 1.1 * hour });
    expect(told.map(([line]) => line)).toEqual(["first", "second", "third"]);
    expect(told.at(-1)?.[1]).toBeLessThan(1.2 * hour);
  });
  it("reminds the third line every four hours while nobody takes the issue, and the first line daily while nobody resolves it", async () => {
    const { told } = await watchOver([taking(10 * hour), resolving(10 * hour + 2.5 * day)]);
    expect(told.slice(2)).toEqual([
      ["third", hour],
      ["third", 5 * hour],
      ["third", 9 * hour],
      ["first", 10 * hour + day],
      ["first", 10 * hour + 2 * day],
    ]);
  });
  it("gives the third line a last notice after 30 days, says so in what is counted, and still waits for the resolution", async () => {
    const { told, recorded, status } = await watchOver([taking(600), resolving(100 * day)]);
    expect(told.at(-1)).toEqual(["third", 30 * day]);
    expect(recorded.at(-1)).toMatchObject({ occasion: "last", line: "third", told: true });
    expect(status).toBe("SUCCEEDED");
  });
  it("fails by name when nobody ever resolves the issue, before the machine's own time is up", async () => {
    const { status, error, cause, told } = await watchOver([]);
    expect({ status, error }).toEqual({ status: "FAILED", error: "IssueNeverResolved" });
    expect(cause).toBe("nobody resolved ISS-001 as long as an execution can wait");
    expect(told.at(-1)).toEqual(["third", 30 * day]);
    const machine = machineFiles().find(({ name }) => name === "issue");
    expect(onCall.keptOpenS).toBeLessThan(Number(machine?.definition.TimeoutSeconds));
  });
  it("goes on to the second line when the first cannot be told, and counts the lost notice", async () => {
    let tries = 0;
    const { told, recorded, status } = await watchOver([resolving(2_000)], {
      steps: {
        FirstLineTopic: () => {
          tries += 1;
          throw fault("ThrottledException");
        },
      },
    });
    expect(tries).toBe(6);
    expect(told).toEqual([["second", 1_800]]);
    expect(recorded).toMatchObject([
      { noticeId: "open#0", line: "first", told: false },
      { noticeId: "open#1", line: "second", told: true },
    ]);
    expect(status).toBe("SUCCEEDED");
  });
  it.each(["PrepareNotice", "RecordNotice", "AwaitTaking", "AwaitResolution", "RecordResolution"])(
    "fails by name when %s fails for good, and says where",
    async (state) => {
      const { status, error, cause } = await watchOver([taking(60), resolving(120)], {
        steps: {
          [state]: () => {
            throw fault("Rejected");
          },
        },
      });
      expect({ status, error }).toEqual({ status: "FAILED", error: "IssueUnwatched" });
      expect(cause).toBe(`ISS-001 is no longer watched over: issue.${state} failed with Rejected`);
    },
  );
});
