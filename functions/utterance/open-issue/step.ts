import { answerFor } from "../../../domain/dialogue/answers.ts";
import { complaintSeverity } from "../../../domain/issue/issue-severity.ts";
import type { PublishEvent } from "../../../ports/event-publisher.ts";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import type { Decision } from "../../../schemas/decision.ts";
import type { DecidedUtterance } from "../../../schemas/utterance.ts";
import { type TakeDecisionDependencies, takeDecision } from "../take-decision.ts";

/** What `OpenIssue` needs. */
export interface OpenIssueDependencies extends TakeDecisionDependencies, Pick<IssueRegister, "open"> {
  readonly publish: PublishEvent;
}

/** Opens an issue for a complaint, tells the caller its number, and publishes `IssueOpened.v1`. One contact's complaint is one issue, however often this runs. */
export async function openIssue(dependencies: OpenIssueDependencies, decided: DecidedUtterance): Promise<Decision> {
  const { utterance, sentiment, earlierComplaints } = decided;
  const { issue } = await dependencies.open({
    severity: complaintSeverity({ negativity: sentiment.negativity, earlierComplaints }),
    source: "complaint",
    causeKey: `complaint#${utterance.contactId}`,
    summary: [...utterance.text].slice(0, 500).join(""),
    contactId: utterance.contactId,
  });
  const message = answerFor("complaint", utterance.languageCode, { issueId: issue.issueId });
  const decision = await takeDecision(dependencies, decided, { issueId: issue.issueId, message });
  await dependencies.publish({
    type: "IssueOpened.v1",
    id: `${issue.issueId}.opened`,
    occurredAt: issue.openedAt,
    correlationId: utterance.contactId,
    causationId: utterance.segmentId,
    data: { issueId: issue.issueId, severity: issue.severity, source: issue.source, contactId: utterance.contactId },
  });
  return decision;
}
