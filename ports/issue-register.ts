import type { Issue } from "../schemas/issue.ts";

/** What opening an issue needs; the register adds number, state and times. */
export type NewIssue = Pick<Issue, "severity" | "source" | "causeKey" | "summary" | "contactId" | "cause">;

/** How an issue was settled. */
export type Resolution = Pick<Issue, "cause" | "remedy" | "prevention">;

/** The issue log. Throws `Transient` when the store is throttled or away. */
export interface IssueRegister {
  /** Opens an issue under the next number, without gaps or doubles; an issue with the same cause key is returned instead. */
  open(issue: NewIssue): Promise<{ issue: Issue; isNew: boolean }>;
  /** Resolves an issue and measures the time it took; one that is resolved already is returned unchanged. Throws `Rejected` for an unknown number. */
  resolve(issueId: string, resolution: Resolution): Promise<Issue>;
  /** All issues in the order of their numbers. */
  list(): Promise<readonly Issue[]>;
}
