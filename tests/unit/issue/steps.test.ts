import { describe, expect, it } from "@jest/globals";
import { openFaultIssue } from "../../../functions/contact/open-fault-issue/step.ts";
import { awaitProgress } from "../../../functions/issue/await-progress.ts";
import { openAlarmIssue } from "../../../functions/issue/open-alarm-issue/step.ts";
import { openExecutionIssue } from "../../../functions/issue/open-execution-issue/step.ts";
import { prepareNotice } from "../../../functions/issue/prepare-notice/step.ts";
import { recordNotice } from "../../../functions/issue/record-notice/step.ts";
import { recordResolution } from "../../../functions/issue/record-resolution/step.ts";
import { routeOpenedIssue } from "../../../functions/issue/route-opened-issue/step.ts";
import type { DomainEvent } from "../../../ports/event-publisher.ts";
import { AlarmStateChange } from "../../../schemas/alarm-state.ts";
import type { IssueOpened } from "../../../schemas/domain-events.ts";
import type { ExecutionStatusChange } from "../../../schemas/execution-status.ts";
import { at, contactId, issueReport } from "../../support/builders.ts";
import { inMemoryIssues } from "../../support/in-memory-issues.ts";
import { inMemoryLedger } from "../../support/in-memory-ledger.ts";
import { inMemoryWatch } from "../../support/in-memory-watch.ts";
import { recordingMachines } from "../../support/recording-machines.ts";
import { recordingMetrics } from "../../support/recording-metrics.ts";

function world() {
  const ledger = inMemoryLedger();
  const issues = inMemoryIssues();
  const watch = inMemoryWatch();
  const machines = recordingMachines();
  const published: DomainEvent[] = [];
  const publish = async (event: DomainEvent) => void published.push(event);
  const now = () => new Date(at(10));
  const errors = new Map<string, string>();
  const readExecution = async (arn: string) => {
    const error = errors.get(arn);
    return error === undefined ? {} : { error };
  };
  const dependencies = {
    ...issues,
    ...watch,
    ...machines,
    listFaults: ledger.listFaults,
    recordFault: ledger.recordFault,
    publish,
    now,
    readExecution,
    machinePrefix: "aicc-dev-",
  };
  return { ledger, issues, watch, machines, published, errors, dependencies };
}

const execution = (status: string, machine = "contact", name = contactId): ExecutionStatusChange => ({
  id: "an event",
  time: at(5),
  source: "aws.states",
  "detail-type": "Step Functions Execution Status Change",
  detail: {
    executionArn: `arn:execution:aicc-dev-${machine}:${name}`,
    stateMachineArn: `arn:stateMachine:aicc-dev-${machine}`,
    name,
    status,
  },
});
const alarm = (value: string, timestamp: string, description?: string) =>
  AlarmStateChange.parse({
    id: "an event",
    time: at(5),
    source: "aws.cloudwatch",
    "detail-type": "CloudWatch Alarm State Change",
    detail: {
      alarmName: "aicc-dev-lost-segments",
      state: { value, reason: "3 datapoints were greater than 0", timestamp },
      configuration: { description },
    },
  });

describe("route-opened-issue", () => {
  it("lets one execution watch over the issue, named by its number", async () => {
    const { machines } = world();
    const event = { detail: { data: { issueId: "ISS-001" } } } as IssueOpened;
    await routeOpenedIssue(machines, event);
    expect(machines.watched).toEqual(["ISS-001"]);
  });
});

describe("PrepareNotice", () => {
  it("hands the machine the notice, how it is counted, and how long to wait", async () => {
    const { dependencies } = world();
    await dependencies.open(issueReport({ severity: "high" }));
    const prepared = await prepareNotice(dependencies, { issueId: "ISS-001", progress: null });
    expect(prepared).toMatchObject({
      next: "tell",
      line: "first",
      noticeId: "open#0",
      occasion: "new",
      severity: "high",
      source: "complaint",
      subject: expect.stringContaining("ISS-001"),
      progress: { state: "open", round: 1, isOver: false },
      waitS: 1_800,
      boundS: 1_860,
    });
  });
  it("waits with an issue that was taken in between, and settles one that was resolved", async () => {
    const { dependencies } = world();
    await dependencies.open(issueReport());
    await dependencies.take("ISS-001", "kim");
    const progress = { state: "open", round: 1, isOver: false } as const;
    expect(await prepareNotice(dependencies, { issueId: "ISS-001", progress })).toEqual({
      next: "wait",
      progress: { state: "taken", round: 0, isOver: false },
      waitS: 86_430,
      boundS: 86_490,
    });
    await dependencies.resolve("ISS-001", { remedy: "x" });
    expect(await prepareNotice(dependencies, { issueId: "ISS-001", progress })).toEqual({ next: "settle" });
  });
});

describe("RecordNotice", () => {
  const notice = {
    issueId: "ISS-001",
    noticeId: "open#0",
    line: "first",
    occasion: "new",
    told: true,
  } as const;
  it("keeps a notice and counts it once, whoever repeats it", async () => {
    const { dependencies, watch } = world();
    const metrics = recordingMetrics();
    expect(await recordNotice(dependencies, notice, { metrics })).toEqual({ counted: true });
    expect(await recordNotice(dependencies, notice, { metrics })).toEqual({ counted: false });
    expect(metrics.values).toEqual({ IssueNotices: [1] });
    expect(metrics.measurements.map(({ dimensions }) => dimensions)).toEqual([{ Line: "first" }]);
    expect(await watch.listNotices("ISS-001")).toEqual([{ noticeId: "open#0", line: "first", told: true, at: at(10) }]);
  });
  it("counts a line that could not be told apart, and an issue that is left unresolved", async () => {
    const { dependencies } = world();
    const metrics = recordingMetrics();
    await recordNotice(dependencies, { ...notice, told: false }, { metrics });
    await recordNotice(dependencies, { ...notice, noticeId: "open#9", occasion: "last" }, { metrics });
    expect(metrics.values).toEqual({ IssueNoticesLost: [1], IssueNotices: [1], IssuesLeftUnresolved: [1] });
  });
});

describe("AwaitTaking and AwaitResolution", () => {
  it.each(["taking", "resolution"] as const)(
    "wake the execution whichever comes first, the wait for the %s or the deed",
    async (awaited) => {
      for (const isFirst of [true, false]) {
        const { dependencies, machines } = world();
        await dependencies.open(issueReport());
        const deed = () =>
          awaited === "taking" ? dependencies.take("ISS-001", "kim") : dependencies.resolve("ISS-001", { remedy: "x" });
        if (isFirst) await deed();
        await awaitProgress({ ...dependencies, awaited }, { issueId: "ISS-001", taskToken: "t" });
        expect(machines.resumed).toEqual(isFirst ? [{ token: "t", output: {} }] : []);
      }
    },
  );
  it("lets an execution that waits for the resolution sleep on while the issue changes hands", async () => {
    const { dependencies, machines } = world();
    await dependencies.open(issueReport());
    await dependencies.take("ISS-001", "kim");
    await awaitProgress({ ...dependencies, awaited: "resolution" }, { issueId: "ISS-001", taskToken: "t" });
    expect(machines.resumed).toEqual([]);
  });
});

describe("RecordResolution", () => {
  it("measures once and tells the world under one id, however often it runs", async () => {
    const { dependencies, published } = world();
    const metrics = recordingMetrics();
    await dependencies.open(issueReport({ contactId }));
    await dependencies.take("ISS-001", "kim");
    await dependencies.resolve("ISS-001", { remedy: "x" });
    expect(await recordResolution(dependencies, { issueId: "ISS-001" }, { metrics })).toEqual({ measured: true });
    expect(await recordResolution(dependencies, { issueId: "ISS-001" }, { metrics })).toEqual({ measured: false });
    expect(metrics.values).toEqual({
      IssuesResolved: [1],
      IssueOccurrences: [1],
      TimeToResolve: [60_000],
      TimeToTake: [30_000],
    });
    expect(new Set(published.map(({ type, id }) => `${type} ${id}`))).toEqual(
      new Set(["IssueResolved.v1 ISS-001.resolved"]),
    );
  });
  it("has no time to take for an issue that nobody took, and refuses one that is not resolved", async () => {
    const { dependencies } = world();
    const metrics = recordingMetrics();
    await dependencies.open(issueReport());
    await expect(recordResolution(dependencies, { issueId: "ISS-001" }, { metrics })).rejects.toMatchObject({
      name: "NotReady",
    });
    await dependencies.resolve("ISS-001", { remedy: "x" });
    await recordResolution(dependencies, { issueId: "ISS-001" }, { metrics });
    expect(Object.keys(metrics.values)).not.toContain("TimeToTake");
  });
});

describe("open-execution-issue", () => {
  it.each([
    ["FAILED", "States.Runtime", "States.Runtime"],
    ["TIMED_OUT", undefined, "States.Timeout"],
    ["ABORTED", undefined, "no error"],
  ])("opens an issue for an execution that ended as %s with %s", async (status, given, error) => {
    const { dependencies, errors, issues, published } = world();
    const event = execution(status);
    if (given !== undefined) errors.set(event.detail.executionArn, given);
    expect(await openExecutionIssue(dependencies, event)).toEqual({ issueId: "ISS-001" });
    expect(await issues.list()).toMatchObject([
      { source: "execution", severity: "high", causeKey: `execution#contact#${status}#${error}`, contactId },
    ]);
    expect(published).toMatchObject([{ type: "IssueOpened.v1", causationId: "an event" }]);
  });
  it.each([
    ["escalation", contactId],
    ["callback", contactId],
    ["remedy", undefined],
  ])("names the contact that an execution of %s served: %s", async (machine, expected) => {
    const { dependencies, issues } = world();
    await openExecutionIssue(dependencies, execution("ABORTED", machine));
    expect((await issues.list())[0]?.contactId).toBe(expected);
  });
  it("joins executions that fail alike, and knows an event that comes again", async () => {
    const { dependencies, issues, published } = world();
    for (const name of ["one", "two", "two"])
      await openExecutionIssue(dependencies, execution("ABORTED", "issue", name));
    expect(await issues.list()).toMatchObject([
      { occurrences: 2, contactIds: [], summary: "an execution of issue ended as ABORTED with no error" },
    ]);
    expect(new Set(published.map(({ id }) => id))).toEqual(new Set(["ISS-001.opened"]));
  });
  it.each([true, false])(
    "tells of one occurrence together with the machine's own issue (the machine is first: %s)",
    async (isMachineFirst) => {
      const { dependencies, errors, issues } = world();
      const event = execution("FAILED");
      errors.set(event.detail.executionArn, "ContactUnfinished");
      const fault = { contactId, where: "contact.CloseContact", error: "Rejected", contactGoesOn: false };
      const earlier = { faultId: "earlier", name: "Transient", where: "contact.TranscribeMedia", at: at(1) };
      await dependencies.recordFault(contactId, earlier);
      const deeds = [
        () => openFaultIssue(dependencies, fault),
        async () => {
          await dependencies.recordFault(contactId, { faultId: "f", name: "Rejected", where: fault.where, at: at(10) });
          await openExecutionIssue(dependencies, event);
        },
      ];
      for (const deed of isMachineFirst ? deeds : deeds.toReversed()) await deed();
      expect(await issues.list()).toMatchObject([
        { causeKey: "fault#contact.CloseContact#Rejected", occurrences: 1, severity: "high", source: "fault" },
      ]);
    },
  );
  it("opens an issue of its own when the machine could not even note its fault", async () => {
    const { dependencies, errors, issues } = world();
    const event = execution("FAILED");
    errors.set(event.detail.executionArn, "ContactUnfinished");
    await openExecutionIssue(dependencies, event);
    expect(await issues.list()).toMatchObject([{ source: "execution", cause: "ContactUnfinished" }]);
  });
  it.each(["RUNNING", "SUCCEEDED", "PENDING_REDRIVE"])("has no business with %s", async (status) => {
    const { dependencies, issues } = world();
    expect(await openExecutionIssue(dependencies, execution(status))).toEqual({ issueId: null });
    expect(await issues.list()).toEqual([]);
  });
});

describe("open-alarm-issue", () => {
  const rung = "2024-12-19T00:00:10.985+0000";
  it("opens an issue, joins the next ringing, and knows a ringing that is told twice", async () => {
    const { dependencies, issues } = world();
    await openAlarmIssue(dependencies, alarm("ALARM", rung, "[high] words are lost"));
    await openAlarmIssue(dependencies, alarm("ALARM", rung));
    await openAlarmIssue(dependencies, alarm("ALARM", "2024-12-19T00:09:10.985Z"));
    expect(await issues.list()).toMatchObject([
      {
        severity: "high",
        source: "alarm",
        occurrences: 2,
        summary: "alarm aicc-dev-lost-segments: 3 datapoints were greater than 0",
      },
    ]);
  });
  it("notes the way back to OK and leaves the issue open; after the resolution it notes nothing", async () => {
    const { dependencies, issues } = world();
    expect(await openAlarmIssue(dependencies, alarm("OK", rung))).toEqual({ issueId: null });
    await openAlarmIssue(dependencies, alarm("ALARM", rung));
    expect(await openAlarmIssue(dependencies, alarm("OK", "2024-12-19T09:05:10.985+0900"))).toEqual({
      issueId: "ISS-001",
    });
    expect(await issues.list()).toMatchObject([{ state: "open", recoveredAt: "2024-12-19T00:05:10.985Z" }]);
    await dependencies.resolve("ISS-001", { remedy: "x" });
    expect(await openAlarmIssue(dependencies, alarm("OK", rung))).toEqual({ issueId: null });
  });
  it("opens a new issue that names the earlier one when the alarm rings after the resolution", async () => {
    const { dependencies, issues } = world();
    await openAlarmIssue(dependencies, alarm("ALARM", rung));
    await dependencies.resolve("ISS-001", { remedy: "x" });
    await openAlarmIssue(dependencies, alarm("ALARM", "2024-12-20T00:00:10.985Z"));
    expect((await issues.list()).map(({ issueId, follows }) => [issueId, follows])).toEqual([
      ["ISS-001", undefined],
      ["ISS-002", "ISS-001"],
    ]);
  });
  it("has no business with missing data", async () => {
    const { dependencies } = world();
    expect(await openAlarmIssue(dependencies, alarm("INSUFFICIENT_DATA", rung))).toEqual({ issueId: null });
  });
});
