import type { PublishEvent } from "../../ports/event-publisher.ts";
import type { OpenedIssue } from "../../ports/issue-register.ts";

/**
 * Publishes `IssueOpened.v1` for the issue that a report opened, or was joined to: whoever reported it before may have been ended before it was announced.
 * The event has one id however often it comes, and starts one execution.
 * @param causationId the event, segment or execution that brought the report about
 */
export async function announceIssue(
  publish: PublishEvent,
  { issue }: Pick<OpenedIssue, "issue">,
  causationId: string,
): Promise<void> {
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
