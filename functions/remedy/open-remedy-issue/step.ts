import { alarmReport } from "../../../domain/issue/alarm-report.ts";
import { beginRemedy } from "../../../domain/remedy/remedy-life.ts";
import type { PublishEvent } from "../../../ports/event-publisher.ts";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import type { RemedyBook } from "../../../ports/remedy-book.ts";
import type { RemedyRequest } from "../../../schemas/remedy.ts";
import { announceIssue } from "../../issue/announce-issue.ts";

/** What `OpenRemedyIssue` needs. */
export interface OpenRemedyIssueDependencies extends Pick<IssueRegister, "open">, Pick<RemedyBook, "begin"> {
  readonly publish: PublishEvent;
  readonly now: () => Date;
}

/**
 * Makes sure that the alarm has its issue, and enters the remedy in the book. The alarm itself opens the issue as well: both tell of the same ringing, so
 * that it is one occurrence of one issue whichever comes first.
 */
export async function openRemedyIssue(
  { open, begin, publish, now }: OpenRemedyIssueDependencies,
  request: RemedyRequest,
): Promise<{ issueId: string }> {
  const opened = await open(alarmReport(request.alarm));
  await announceIssue(publish, opened, request.remedyId);
  const { issueId } = opened.issue;
  await begin(beginRemedy(request, issueId, now().toISOString()));
  return { issueId };
}
