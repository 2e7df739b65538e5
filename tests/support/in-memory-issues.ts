import {
  beginIssue,
  isCounted,
  joinReport,
  noteRecovery,
  raiseSeverity,
  resolveIssue,
  type TrackedIssue,
  takeIssue,
} from "../../domain/issue/issue-life.ts";
import { issueNumber } from "../../domain/issue/issue-number.ts";
import type { IssueRegister } from "../../ports/issue-register.ts";
import { rejected } from "../../runtime/faults.ts";
import { at } from "./builders.ts";

/** An issue log in memory that keeps the port's promises. Everything is opened at second 10 of the day, taken at 40 and resolved at 70. */
export function inMemoryIssues(): IssueRegister {
  const issues: TrackedIssue[] = [];
  const change = async (issueId: string, edit: (issue: TrackedIssue) => TrackedIssue) => {
    const index = issues.findIndex((issue) => issue.issueId === issueId);
    const issue = issues[index];
    if (!issue) throw rejected(`there is no issue ${issueId}`);
    const changed = edit(issue);
    issues[index] = changed;
    return changed;
  };
  return {
    open: async (report) => {
      const latest = issues.findLast((issue) => issue.causeKey === report.causeKey);
      if (latest && isCounted(latest, report)) return { issue: latest, isNew: false };
      if (latest && latest.state !== "resolved") {
        const issue = await change(latest.issueId, (before) => joinReport(before, report, at(10)));
        return { issue, isNew: false };
      }
      const issue = beginIssue(report, issueNumber(issues.length + 1), at(10), latest?.issueId);
      issues.push(issue);
      return { issue, isNew: true };
    },
    take: (issueId, by) => change(issueId, (issue) => takeIssue(issue, by, at(40))),
    raise: (issueId, severity) => change(issueId, (issue) => raiseSeverity(issue, severity)),
    recover: async (causeKey, recoveredAt) => {
      const latest = issues.findLast((issue) => issue.causeKey === causeKey);
      if (!latest || latest.state === "resolved") return undefined;
      return change(latest.issueId, (issue) => noteRecovery(issue, recoveredAt));
    },
    resolve: (issueId, resolution) => change(issueId, (issue) => resolveIssue(issue, resolution, at(70))),
    read: (issueId) => change(issueId, (issue) => issue),
    list: async () => issues,
  };
}
