import { issueNumber } from "../../domain/issue/issue-number.ts";
import type { IssueRegister } from "../../ports/issue-register.ts";
import { rejected } from "../../runtime/faults.ts";
import type { Issue } from "../../schemas/issue.ts";
import { at } from "./builders.ts";

/** An issue log in memory. Everything opens at second 10 of the day and is resolved at second 70. */
export function inMemoryIssues(): IssueRegister {
  const issues: Issue[] = [];
  return {
    open: async (opening) => {
      const known = issues.find((issue) => issue.causeKey === opening.causeKey);
      if (known) return { issue: known, isNew: false };
      const issue: Issue = { ...opening, issueId: issueNumber(issues.length + 1), state: "open", openedAt: at(10) };
      issues.push(issue);
      return { issue, isNew: true };
    },
    resolve: async (issueId, resolution) => {
      const index = issues.findIndex((issue) => issue.issueId === issueId);
      const issue = issues[index];
      if (!issue) throw rejected(`there is no issue ${issueId}`);
      issues[index] = { ...issue, ...resolution, state: "resolved", resolvedAt: at(70), timeToResolveMs: 60_000 };
      return issues[index];
    },
    list: async () => issues,
  };
}
