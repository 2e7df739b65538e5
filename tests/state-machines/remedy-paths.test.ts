import { describe, expect, it } from "@jest/globals";
import { remedyRules } from "../../domain/remedy/remedy-rules.ts";
import { claimRemedy } from "../../functions/remedy/claim-remedy/step.ts";
import { confirmRaise } from "../../functions/remedy/confirm-raise/step.ts";
import { confirmRestore } from "../../functions/remedy/confirm-restore/step.ts";
import { openRemedyIssue } from "../../functions/remedy/open-remedy-issue/step.ts";
import { raiseMemory } from "../../functions/remedy/raise-memory/step.ts";
import { EndingInput, RemedyInput } from "../../functions/remedy/remedy-input.ts";
import { restoreMemory } from "../../functions/remedy/restore-memory/step.ts";
import { settleRemedy } from "../../functions/remedy/settle-remedy/step.ts";
import { verifyRemedy } from "../../functions/remedy/verify-remedy/step.ts";
import { createVirtualClock } from "../../local/virtual-clock.ts";
import { RemedyRequest } from "../../schemas/remedy.ts";
import { dayStart, remedyRequest } from "../support/builders.ts";
import { fakeFunctions } from "../support/fake-functions.ts";
import { inMemoryIssues } from "../support/in-memory-issues.ts";
import { inMemoryRemedies } from "../support/in-memory-remedies.ts";
import { inMemoryWatch } from "../support/in-memory-watch.ts";
import { machineFiles } from "../support/machine-files.ts";
import { fault, runMachine, type StepBehaviour } from "../support/machine-runner.ts";
import { recordingMachines } from "../support/recording-machines.ts";
import { recordingMetrics } from "../support/recording-metrics.ts";

const name = "aicc-dev-listIssues";
const minute = 60;
const well = { invocations: 100 };
const ill = { invocations: 100, memoryPercent: 85 };

/** Everything that a treatment touches, with the clock that the machine runs on. */
function clinic(memoryMb = 512) {
  const clock = createVirtualClock(dayStart);
  const now = () => new Date(clock.now());
  const functions = fakeFunctions([name], memoryMb);
  const book = inMemoryRemedies(now);
  const issues = inMemoryIssues();
  const metrics = recordingMetrics();
  const published: string[] = [];
  const told: { atS: number; subject: string }[] = [];
  const publish = async ({ type }: { type: string }) => void published.push(type);
  const every = {
    ...functions,
    ...inMemoryWatch(),
    ...recordingMachines(),
    publish,
    now,
    askPermission: book.askPermission,
    endTreatment: book.endTreatment,
    readSwitch: book.readSwitch,
    begin: book.begin,
    change: book.change,
    list: book.list,
    note: book.note,
    listActions: book.listActions,
  };
  /** Runs the machine; `steps` replaces some of its steps, `deeds` are done so many seconds into the run. */
  const treat = async (
    request: RemedyRequest = remedyRequest(),
    steps: Readonly<Record<string, StepBehaviour>> = {},
    deeds: readonly (readonly [atS: number, deed: () => unknown])[] = [],
  ) => {
    const began = clock.now();
    for (const [atS, deed] of deeds) void clock.sleep(atS * 1_000).then(deed);
    const read = book.read;
    const run = runMachine(
      "remedy",
      request,
      {
        OpenRemedyIssue: (input) => openRemedyIssue({ ...every, open: issues.open }, RemedyRequest.parse(input)),
        ClaimRemedy: (input) => claimRemedy({ ...every, read }, RemedyInput.parse(input)),
        RaiseMemory: (input) => raiseMemory({ ...every, read }, RemedyInput.parse(input)),
        ConfirmRaise: (input) => confirmRaise({ ...every, read }, RemedyInput.parse(input)),
        VerifyRemedy: (input) => verifyRemedy({ ...every, read }, RemedyInput.parse(input)),
        RestoreMemory: (input) => restoreMemory({ ...every, read }, EndingInput.parse(input)),
        ConfirmRestore: (input) => confirmRestore({ ...every, read }, EndingInput.parse(input)),
        SettleRemedy: (input) =>
          settleRemedy(
            { ...every, read: issues.read, resolve: issues.resolve, raise: issues.raise },
            EndingInput.parse(input),
            { metrics },
          ),
        SecondLineTopic: ({ Subject }) =>
          void told.push({ atS: (clock.now() - began) / 1_000, subject: String(Subject) }),
        ...steps,
      },
      clock,
    );
    const ended = await clock.runUntil(run);
    return { ...ended, tookS: (clock.now() - began) / 1_000 };
  };
  const issue = async () => (await issues.list())[0];
  const entries = () => book.actions.map(({ what, phase }) => `${what} ${phase}`);
  return { functions, book, issues, issue, metrics, published, told, treat, entries };
}

describe("the machine remedy", () => {
  it("raises the memory one step, sees the function well, and resolves the alarm's issue", async () => {
    const { functions, treat, issue, metrics, published, told, entries } = clinic();
    functions.figures.set(name, well);
    const { status, output, entered, tookS } = await treat();
    expect({ status, output }).toEqual({
      status: "SUCCEEDED",
      output: { remedyId: remedyRequest().remedyId, result: "held", reason: "recovered" },
    });
    expect(functions.set).toEqual([[name, 1024]]);
    expect(entered.filter((state) => state !== "WhatNow")).toEqual([
      "ReceiveRequest",
      "OpenRemedyIssue",
      "ClaimRemedy",
      "RaiseMemory",
      "ConfirmRaise",
      ...Array(4).fill(["AwaitEffect", "VerifyRemedy"]).flat(),
      "SettleRemedy",
      "IsPersonNeeded",
      "RemedySettled",
    ]);
    expect(tookS).toBe(20 * minute);
    expect(await issue()).toMatchObject({ state: "resolved", causeKey: "alarm#aicc-dev-memory-high", occurrences: 1 });
    expect(metrics.values.Remedies).toEqual([1]);
    expect(published).toEqual(["IssueOpened.v1"]);
    expect(told).toEqual([]);
    expect(entries()).toEqual(["raise-memory intended", "raise-memory done", "resolve-issue done"]);
  });

  it("puts the memory back at the first sign that it does not help, raises the issue, and calls the second line", async () => {
    const { functions, treat, issue, told, book } = clinic();
    functions.figures.set(name, ill);
    const { output, entered, status } = await treat();
    expect(output).toMatchObject({ result: "undone", reason: "still-ill" });
    expect(functions.set).toEqual([
      [name, 1024],
      [name, 512],
    ]);
    expect(entered.at(-1)).toBe("PersonCalled");
    expect(await issue()).toMatchObject({ state: "open", severity: "high" });
    expect(told).toEqual([
      { atS: 5 * minute, subject: "[aicc][high] ISS-001 needs a person: remedy undone (second line)" },
    ]);
    expect(book.desk().underWay).toEqual([]);
    expect(status).toBe("SUCCEEDED");
  });

  it("waits longer for a function that runs seldom, but not for ever: what is not proven is undone", async () => {
    const { functions, treat } = clinic();
    functions.figures.set(name, { invocations: remedyRules.leastInvocations - 1 });
    const { output, tookS } = await treat();
    expect(output).toMatchObject({ result: "undone", reason: "too-few-invocations" });
    expect(tookS).toBeGreaterThanOrEqual(remedyRules.longestWatchS);
    expect(tookS).toBeLessThan(remedyRules.longestWatchS + 10 * minute);
    expect(functions.memoryOf(name)).toBe(512);
  });

  it("takes no second step for the function within the cool-down, and calls a person once for the issue", async () => {
    const { functions, treat, told } = clinic(256);
    functions.figures.set(name, ill);
    await treat();
    const again = (minutes: number) =>
      treat(
        remedyRequest({
          remedyId: `listIssues-20241219T0${minutes}000000Z`,
          alarm: { ...remedyRequest().alarm, changedAt: `2024-12-19T00:${minutes}:00.000Z` },
        }),
      );
    expect((await again(30)).output).toMatchObject({ result: "refused", reason: "cooling-down" });
    expect((await again(40)).output).toMatchObject({ result: "refused", reason: "cooling-down" });
    expect(functions.set).toHaveLength(2);
    expect(told).toHaveLength(1);
  });

  it("does nothing to a function that is at the bound, and calls a person", async () => {
    const { functions, treat, told, entries } = clinic(1024);
    const { output, entered } = await treat();
    expect(output).toMatchObject({ result: "refused", reason: "at-bound" });
    expect(entered).not.toContain("RaiseMemory");
    expect(functions.set).toEqual([]);
    expect(told).toHaveLength(1);
    expect(entries()).toEqual(["call-person done"]);
  });

  it("does nothing while remedies are stopped, and calls nobody for it", async () => {
    const { functions, book, treat, told, issue } = clinic();
    await book.turnSwitch({ isOn: false, by: "kim" });
    expect((await treat()).output).toMatchObject({ result: "refused", reason: "stopped" });
    expect(functions.set).toEqual([]);
    expect(told).toEqual([]);
    expect(await issue()).toMatchObject({ state: "open", severity: "medium" });
  });

  it.each([
    ["before the raise", 0, "refused"],
    ["while it watches", 8 * minute, "left"],
  ])("notices a stop %s, and takes no action after it", async (_, atS, result) => {
    const { functions, book, treat } = clinic();
    functions.figures.set(name, well);
    const stop = () => book.turnSwitch({ isOn: false, by: "kim" });
    const steps: Record<string, StepBehaviour> =
      atS === 0
        ? {
            ClaimRemedy: async (input) => {
              const plan = await claimRemedy({ ...functions, ...book }, RemedyInput.parse(input));
              await stop();
              return plan;
            },
          }
        : {};
    const { output, tookS } = await treat(remedyRequest(), steps, atS === 0 ? [] : [[atS, stop]]);
    expect(output).toMatchObject({ result, reason: "stopped" });
    expect(tookS).toBeLessThanOrEqual(atS + 5 * minute);
    expect(functions.set).toHaveLength(result === "left" ? 1 : 0);
  });

  it("does not undo while remedies are stopped: it leaves the function, and says how to undo it", async () => {
    const { functions, book, treat, told } = clinic();
    functions.figures.set(name, ill);
    const { output } = await treat(remedyRequest(), {
      VerifyRemedy: async (input) => {
        const plan = await verifyRemedy(
          { ...functions, ...book, now: () => new Date(dayStart + 600_000) },
          RemedyInput.parse(input),
        );
        await book.turnSwitch({ isOn: false });
        return plan;
      },
    });
    expect(output).toMatchObject({ result: "left", reason: "stopped" });
    expect(functions.memoryOf(name)).toBe(1024);
    expect(told).toHaveLength(1);
  });

  it("leaves a function alone that a deployment has changed meanwhile", async () => {
    const { functions, treat } = clinic();
    functions.figures.set(name, well);
    const { output } = await treat(remedyRequest(), {}, [[7 * minute, () => functions.deploy(name, 2048)]]);
    expect(output).toMatchObject({ result: "left", reason: "changed-by-others" });
    expect(functions.memoryOf(name)).toBe(2048);
  });

  it.each(["RaiseMemory", "ConfirmRaise", "VerifyRemedy"])(
    "undoes what it did and calls a person when %s fails for good",
    async (state) => {
      const { functions, treat, told } = clinic();
      functions.figures.set(name, well);
      const { status, output } = await treat(remedyRequest(), {
        [state]: () => {
          throw fault("Rejected");
        },
      });
      expect({ status, output }).toMatchObject({
        status: "SUCCEEDED",
        output: { result: "undone", reason: "step-failed" },
      });
      expect(functions.memoryOf(name)).toBe(512);
      expect(told).toHaveLength(1);
    },
  );

  it.each(["OpenRemedyIssue", "ClaimRemedy", "RestoreMemory", "ConfirmRestore", "SettleRemedy", "SecondLineTopic"])(
    "fails by name when %s fails for good, and says where",
    async (state) => {
      const { functions, treat } = clinic();
      functions.figures.set(name, ill);
      const { status, error, cause } = await treat(remedyRequest(), {
        [state]: () => {
          throw fault("Rejected");
        },
      });
      expect({ status, error }).toEqual({ status: "FAILED", error: "RemedyUnfinished" });
      const where = state === "SecondLineTopic" ? "TellSecondLine" : state;
      expect(cause).toContain(`broke off: remedy.${where} failed with `);
    },
  );

  it("ends before the desk believes its treatment lost", () => {
    const machine = machineFiles().find((one) => one.name === "remedy");
    const machineS = machine?.definition.TimeoutSeconds ?? Number.NaN;
    expect(machineS).toBeLessThan(remedyRules.leaseS);
    expect(machineS).toBeGreaterThan(remedyRules.longestWatchS + 900 + 10 * remedyRules.checkEveryS);
  });
});
