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
  const cause = alarmCause({ alarmName, changedAt });
  if (state.value === "OK") return { issueId: (await recover(cause.causeKey, changedAt))?.issueId ?? null };
  if (state.value !== "ALARM") return { issueId: null };
  const opened = await open({
    ...cause,
    severity: alarmSeverity(configuration?.description ?? undefined),
    source: "alarm",
    summary: [...`alarm ${alarmName}: ${state.reason ?? "it rings"}`].slice(0, 500).join(""),
    contactId: undefined,
    cause: undefined,
  });
  await announceIssue(publish, opened, id);
  return { issueId: opened.issue.issueId };
}
