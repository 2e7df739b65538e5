import type { IssueSeverity } from "../../schemas/issue.ts";
import { alarmCause } from "./issue-cause.ts";
import type { IssueReport } from "./issue-life.ts";

/** A ringing alarm as it is reported to the issue log, by whoever hears of it first: the same ringing is the same report. */
export function alarmReport(alarm: {
  readonly alarmName: string;
  /** When it began to ring, ISO 8601. */
  readonly changedAt: string;
  readonly reason?: string | undefined;
  readonly severity: IssueSeverity;
}): IssueReport {
  const { alarmName, changedAt, reason = "it rings", severity } = alarm;
  return {
    ...alarmCause({ alarmName, changedAt }),
    severity,
    source: "alarm",
    summary: [...`alarm ${alarmName}: ${reason}`].slice(0, 500).join(""),
    contactId: undefined,
    cause: undefined,
  };
}
