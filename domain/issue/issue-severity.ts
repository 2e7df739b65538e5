/** The three grades of the issue log. */
export type Severity = "high" | "medium" | "low";

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

/** Grades a caller's low overall score of a survey: the lowest is worse than the one above it. */
export function lowScoreSeverity(score: number): Severity {
  return score <= 1 ? "medium" : "low";
}
