import type { PublishEvent } from "../../ports/event-publisher.ts";
import type { OpenedIssue } from "../../ports/issue-register.ts";

/**
 * Publishes `IssueOpened.v1` for an issue that was just opened, and again when the same report comes a second time: the first run may have ended in
 * between. A report that joined an issue is no news.
 * @param causationId the event, segment or execution that brought the report about
 */
export async function announceIssue(
  publish: PublishEvent,
  { issue, isNew, isRepetition }: OpenedIssue,
  causationId: string,
): Promise<void> {
  if (!isNew && !isRepetition) return;
  const { issueId, severity, source, contactId, follows, openedAt } = issue;
  await publish({
    type: "IssueOpened.v1",
    id: `${issueId}.opened`,
    occurredAt: openedAt,
    correlationId: contactId ?? issueId,
    causationId,
    data: { issueId, severity, source, contactId, follows },
  });
}
