import type { IssueReport, Resolution } from "../domain/issue/issue-life.ts";
import type { Issue, IssueSeverity } from "../schemas/issue.ts";

/** What became of a report. */
export interface OpenedIssue {
  readonly issue: Issue;
  /** It opened the issue; else it was joined to one of the same cause, or was counted before. */
  readonly isNew: boolean;
}

/**
 * The issue log. Every change is one conditional write that may be repeated without harm.
 * Throws `Transient` when the store is throttled or away, and `Rejected` for a number that is not in the log.
 */
export interface IssueRegister {
  /**
   * Opens an issue under the next number, without gaps or doubles, or joins the report to the unresolved issue of the same cause. After the resolution
   * the same cause opens a new issue that names the earlier one. A report that was counted already changes nothing.
   */
  open(report: IssueReport): Promise<OpenedIssue>;
  /** Puts an issue into somebody's hands, or from one's into another's. One that is resolved is returned unchanged. */
  take(issueId: string, by: string): Promise<Issue>;
  /** Raises an issue's severity; it is never lowered: what is no worse changes nothing. */
  raise(issueId: string, severity: IssueSeverity): Promise<Issue>;
  /** Notes on the unresolved issue of a cause that its alarm has gone back to OK; nothing without one. `at` is ISO 8601. */
  recover(causeKey: string, at: string): Promise<Issue | undefined>;
  /** Resolves an issue and measures the time it took; one that is resolved already is returned unchanged. */
  resolve(issueId: string, resolution: Resolution): Promise<Issue>;
  read(issueId: string): Promise<Issue>;
  /** All issues in the order of their numbers. */
  list(): Promise<readonly Issue[]>;
}
