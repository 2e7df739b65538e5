import { type Issue, type IssueSeverity, maxNamedContacts } from "../../schemas/issue.ts";
import type { IssueCause } from "./issue-cause.ts";
import { severityAfter, worseSeverity } from "./issue-severity.ts";
import { onCall } from "./on-call.ts";

/** How many reports of an issue are remembered by their ids, so that one that comes again is not counted again. */
const maxRememberedOccurrences = 100;

/** An issue and what tells a repeated report from a new one. */
export interface TrackedIssue extends Issue {
  /** The ids of the latest occurrences, the newest last. */
  readonly recentOccurrences: readonly string[];
}

/** What is reported. */
export type IssueReport = IssueCause & Pick<Issue, "severity" | "source" | "summary" | "contactId" | "cause">;

/** How an issue was settled. */
export type Resolution = Pick<Issue, "cause" | "remedy" | "prevention">;

/**
 * An issue of its own for a report.
 * @param at ISO 8601
 * @param follows the number of the resolved issue of the same cause, if there was one
 */
export function beginIssue(
  { occurrenceId, ...report }: IssueReport,
  issueId: string,
  at: string,
  follows?: string,
): TrackedIssue {
  return {
    ...report,
    issueId,
    state: "open",
    occurrences: 1,
    contactIds: report.contactId === undefined ? [] : [report.contactId],
    contactCount: report.contactId === undefined ? 0 : 1,
    openedAt: at,
    lastSeenAt: at,
    ...(follows !== undefined && { follows }),
    recentOccurrences: [occurrenceId],
  };
}

/** Whether the report is one that the issue has counted already. */
export function isCounted(issue: TrackedIssue, { occurrenceId }: Pick<IssueReport, "occurrenceId">): boolean {
  return issue.recentOccurrences.includes(occurrenceId);
}

/** The issue with one occurrence more. Its severity rises with a worse report and with the number of occurrences, and never falls. */
export function joinReport(issue: TrackedIssue, report: IssueReport, at: string): TrackedIssue {
  const occurrences = issue.occurrences + 1;
  const { contactId } = report;
  const isNewContact = contactId !== undefined && !issue.contactIds.includes(contactId);
  const isNamed = isNewContact && issue.contactIds.length < maxNamedContacts;
  return {
    ...issue,
    severity: severityAfter(worseSeverity(issue.severity, report.severity), occurrences, onCall),
    occurrences,
    contactIds: isNamed ? [...issue.contactIds, contactId] : issue.contactIds,
    contactCount: issue.contactCount + (isNewContact ? 1 : 0),
    lastSeenAt: at > issue.lastSeenAt ? at : issue.lastSeenAt,
    recentOccurrences: [...issue.recentOccurrences, report.occurrenceId].slice(-maxRememberedOccurrences),
  };
}

/** The issue in somebody's hands. One that is taken goes over to whoever takes it now; the first taking keeps its time. A resolved one stays as it is. */
export function takeIssue(issue: TrackedIssue, by: string, at: string): TrackedIssue {
  if (issue.state === "resolved") return issue;
  if (issue.state === "taken") return { ...issue, takenBy: by };
  return { ...issue, state: "taken", takenBy: by, takenAt: at, timeToTakeMs: since(issue, at) };
}

/** The issue with a severity that is no lower than before. */
export function raiseSeverity(issue: TrackedIssue, severity: IssueSeverity): TrackedIssue {
  return { ...issue, severity: worseSeverity(issue.severity, severity) };
}

/** The issue with its alarm seen to go back to OK. */
export function noteRecovery(issue: TrackedIssue, at: string): TrackedIssue {
  return { ...issue, recoveredAt: at > (issue.recoveredAt ?? "") ? at : issue.recoveredAt };
}

/** The issue settled, with the time that it took. A resolved one stays as it is. */
export function resolveIssue(issue: TrackedIssue, resolution: Resolution, at: string): TrackedIssue {
  if (issue.state === "resolved") return issue;
  return { ...issue, ...resolution, state: "resolved", resolvedAt: at, timeToResolveMs: since(issue, at) };
}

function since({ openedAt }: Issue, at: string): number {
  return Math.max(0, Date.parse(at) - Date.parse(openedAt));
}
