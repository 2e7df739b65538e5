import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  alarmCause,
  complaintCause,
  executionCause,
  faultCause,
  manualCause,
} from "../../../domain/issue/issue-cause.ts";
import {
  beginIssue,
  isCounted,
  joinReport,
  noteRecovery,
  raiseSeverity,
  resolveIssue,
  takeIssue,
} from "../../../domain/issue/issue-life.ts";
import { alarmSeverity, worseSeverity } from "../../../domain/issue/issue-severity.ts";
import { Issue, type IssueSeverity } from "../../../schemas/issue.ts";
import { at, issueReport } from "../../support/builders.ts";

const begun = () => beginIssue(issueReport({ contactId: "c-0", occurrenceId: "o-0" }), "ISS-007", at(10), "ISS-003");
const joined = (count: number, contactOf = (index: number) => `c-${index}`) =>
  Array.from({ length: count }, (_, index) => index + 1).reduce(
    (issue, index) =>
      joinReport(issue, issueReport({ contactId: contactOf(index), occurrenceId: `o-${index}` }), at(10 + index)),
    begun(),
  );

describe("the life of an issue", () => {
  it("begins open, seen once, with the number of the one before it", () => {
    expect(begun()).toMatchObject({ state: "open", occurrences: 1, contactCount: 1, follows: "ISS-003" });
    expect(Issue.safeParse(begun()).success).toBe(true);
  });
  it("counts occurrences and contacts, and names the first twenty of them", () => {
    const issue = joined(30);
    expect(issue).toMatchObject({ occurrences: 31, contactCount: 31, lastSeenAt: at(40), openedAt: at(10) });
    expect(issue.contactIds).toEqual(Array.from({ length: 20 }, (_, index) => `c-${index}`));
    expect(joined(9, () => "c-0")).toMatchObject({ occurrences: 10, contactCount: 1, contactIds: ["c-0"] });
    expect(Issue.safeParse(joined(200)).success).toBe(true);
  });
  it("knows its last hundred occurrences again", () => {
    const issue = joined(150);
    expect(isCounted(issue, { occurrenceId: "o-150" })).toBe(true);
    expect(isCounted(issue, { occurrenceId: "o-51" })).toBe(true);
    expect(isCounted(issue, { occurrenceId: "o-50" })).toBe(false);
  });
  it("gets worse by happening often", () => {
    expect([0, 3, 4, 18, 19].map((count) => joined(count).severity)).toEqual([
      "low",
      "low",
      "medium",
      "medium",
      "high",
    ]);
  });
  it("gets worse by a worse report, and never better", () => {
    const severity = fc.constantFrom<IssueSeverity>("low", "medium", "high");
    fc.assert(
      fc.property(severity, fc.array(severity), (first, later) => {
        let issue = beginIssue(issueReport({ severity: first }), "ISS-001", at(0));
        for (const [index, next] of later.entries()) {
          const before = issue.severity;
          issue =
            index % 2 === 0
              ? joinReport(issue, issueReport({ severity: next, occurrenceId: String(index) }), at(index))
              : raiseSeverity(issue, next);
          expect(worseSeverity(issue.severity, before)).toBe(issue.severity);
          expect(worseSeverity(issue.severity, next)).toBe(issue.severity);
        }
      }),
    );
  });
  it("goes from hand to hand, and keeps the time of the first taking", () => {
    const taken = takeIssue(begun(), "kim", at(40));
    expect(taken).toMatchObject({ state: "taken", takenBy: "kim", takenAt: at(40), timeToTakeMs: 30_000 });
    expect(takeIssue(taken, "lee", at(50))).toEqual({ ...taken, takenBy: "lee" });
  });
  it("ends with its resolution, taken or not, and stays as it is then", () => {
    const resolved = resolveIssue(begun(), { remedy: "환불", cause: "이중 결제" }, at(70));
    expect(resolved).toMatchObject({ state: "resolved", remedy: "환불", cause: "이중 결제", timeToResolveMs: 60_000 });
    expect(takeIssue(resolved, "kim", at(80))).toBe(resolved);
    expect(resolveIssue(resolved, { remedy: "다른" }, at(90))).toBe(resolved);
    expect(resolveIssue(takeIssue(begun(), "kim", at(40)), { remedy: "환불" }, at(70))).toMatchObject({
      takenBy: "kim",
      timeToTakeMs: 30_000,
      timeToResolveMs: 60_000,
    });
  });
  it("keeps the latest recovery, in whatever order recoveries are told", () => {
    const once = noteRecovery(begun(), at(60));
    expect(noteRecovery(once, at(30))).toEqual(once);
    expect(noteRecovery(once, at(90)).recoveredAt).toBe(at(90));
  });
});

describe("what makes reports one issue", () => {
  it("is the contact, for complaints", () => {
    const [first, second] = ["s1", "s2"].map((segmentId) => complaintCause({ contactId: "c", segmentId }));
    expect(first?.causeKey).toBe(second?.causeKey);
    expect(first?.occurrenceId).not.toBe(second?.occurrenceId);
  });
  it("is the step and the error, for faults, an occurrence for each contact", () => {
    const [first, second] = ["c1", "c2"].map((contactId) => faultCause({ where: "a.B", error: "Rejected", contactId }));
    expect(first?.causeKey).toBe(second?.causeKey);
    expect(first?.occurrenceId).not.toBe(second?.occurrenceId);
  });
  it("is the machine, its end and its error, for executions", () => {
    const cause = { machine: "contact", status: "FAILED", error: "States.Runtime", executionArn: "arn:1" };
    expect(executionCause(cause)).toEqual({
      causeKey: "execution#contact#FAILED#States.Runtime",
      occurrenceId: "arn:1",
    });
  });
  it("is the alarm, an occurrence each time it rings", () => {
    expect(alarmCause({ alarmName: "a", changedAt: at(1) })).toEqual({
      causeKey: "alarm#a",
      occurrenceId: `alarm#a#${at(1)}`,
    });
  });
  it("is the wording, for what people report", () => {
    const [first, second] = ["The  Dashboard is broken ", "the dashboard\nis broken"].map((summary) =>
      manualCause({ summary, requestId: "r" }),
    );
    expect(first).toEqual(second);
  });
});

describe("the severity of an alarm", () => {
  it.each([
    ["[high] words are lost", "high"],
    ["  [LOW] a hint", "low"],
    ["[medium] x", "medium"],
    ["no tag [high]", "medium"],
    [undefined, "medium"],
  ])("of %j is %s", (description, severity) => {
    expect(alarmSeverity(description)).toBe(severity);
  });
});
