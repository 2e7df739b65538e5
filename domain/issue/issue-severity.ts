import type { IssueSeverity } from "../../schemas/issue.ts";
import type { OnCall } from "./on-call.ts";

/** The three grades of the issue log. */
export type Severity = IssueSeverity;

const rank: Readonly<Record<Severity, number>> = { low: 0, medium: 1, high: 2 };

/** The worse of two grades: severity is raised and never lowered. */
export function worseSeverity(one: Severity, other: Severity): Severity {
  return rank[one] >= rank[other] ? one : other;
}

/** What an issue's severity is raised to for having happened so often. */
export function severityAfter(
  severity: Severity,
  occurrences: number,
  { severityByOccurrences }: Pick<OnCall, "severityByOccurrences">,
): Severity {
  const grown = severityByOccurrences.find((entry) => occurrences >= entry.occurrences);
  return grown ? worseSeverity(severity, grown.severity) : severity;
}

/** Grades a caller's complaint: an upset caller, or one who complains again in the same contact, makes it worse. */
export function complaintSeverity(complaint: {
  readonly negativity: number;
  readonly earlierComplaints: number;
}): Severity {
  if (complaint.earlierComplaints > 0) return "high";
  return complaint.negativity >= 0.8 ? "medium" : "low";
}

/** Grades a fault of our own: a contact whose machine failed is worse than one that was closed with a gap. */
export function faultSeverity(fault: { readonly contactClosed: boolean }): Severity {
  return fault.contactClosed ? "medium" : "high";
}

/** Grades an alarm by the tag that its description may begin with, `[high]`, `[medium]` or `[low]`; medium without one. */
export function alarmSeverity(description: string | undefined): Severity {
  const tag = /^\s*\[(high|medium|low)\]/i.exec(description ?? "")?.[1]?.toLowerCase();
  return tag === "high" || tag === "low" ? tag : "medium";
}

/** Grades a caller's low overall score of a survey: the lowest is worse than the one above it. */
export function lowScoreSeverity(score: number): Severity {
  return score <= 1 ? "medium" : "low";
}
