import { alarmReport } from "../../../domain/issue/alarm-report.ts";
import { alarmCause } from "../../../domain/issue/issue-cause.ts";
import { alarmSeverity } from "../../../domain/issue/issue-severity.ts";
import type { PublishEvent } from "../../../ports/event-publisher.ts";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import type { AlarmStateChange } from "../../../schemas/alarm-state.ts";
import { announceIssue } from "../announce-issue.ts";

/** What `open-alarm-issue` needs. */
export interface OpenAlarmIssueDependencies extends Pick<IssueRegister, "open" | "recover"> {
  readonly publish: PublishEvent;
}

/**
 * Opens an issue for an alarm that rings. When the alarm goes back to OK, that is noted on its issue, which stays open: that the symptom is gone says
 * nothing of its cause.
 * @returns the number of the issue; null where there is none
 */
export async function openAlarmIssue(
  { open, recover, publish }: OpenAlarmIssueDependencies,
  { id, detail }: AlarmStateChange,
): Promise<{ issueId: string | null }> {
  const { alarmName, state, configuration } = detail;
  const changedAt = new Date(Date.parse(state.timestamp)).toISOString();
  if (state.value === "OK") {
    const { causeKey } = alarmCause({ alarmName, changedAt });
    return { issueId: (await recover(causeKey, changedAt))?.issueId ?? null };
  }
  if (state.value !== "ALARM") return { issueId: null };
  const severity = alarmSeverity(configuration?.description ?? undefined);
  const opened = await open(alarmReport({ alarmName, changedAt, reason: state.reason ?? undefined, severity }));
  await announceIssue(publish, opened, id);
  return { issueId: opened.issue.issueId };
}
