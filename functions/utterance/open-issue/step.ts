import { answerFor } from "../../../domain/dialogue/answers.ts";
import { complaintCause } from "../../../domain/issue/issue-cause.ts";
import { complaintSeverity } from "../../../domain/issue/issue-severity.ts";
import type { PublishEvent } from "../../../ports/event-publisher.ts";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import type { Decision } from "../../../schemas/decision.ts";
import type { DecidedUtterance } from "../../../schemas/utterance.ts";
import { announceIssue } from "../../issue/announce-issue.ts";
import { languageOfContact } from "../language-of-contact.ts";
import { type TakeDecisionDependencies, takeDecision } from "../take-decision.ts";

/** What `OpenIssue` needs. */
export interface OpenIssueDependencies extends TakeDecisionDependencies, Pick<IssueRegister, "open"> {
  readonly publish: PublishEvent;
}

/**
 * Opens an issue for a complaint, tells the caller its number, and publishes `IssueOpened.v1`. One contact's complaint is one issue, however often this
 * runs; a contact that complains again joins its issue, which gets worse by it.
 */
export async function openIssue(dependencies: OpenIssueDependencies, decided: DecidedUtterance): Promise<Decision> {
  const { utterance, sentiment, earlierComplaints } = decided;
  const { contactId, segmentId } = utterance;
  const opened = await dependencies.open({
    ...complaintCause({ contactId, segmentId }),
    severity: complaintSeverity({ negativity: sentiment.negativity, earlierComplaints }),
    source: "complaint",
    summary: [...utterance.text].slice(0, 500).join(""),
    contactId,
  });
  const { issueId } = opened.issue;
  const message = answerFor("complaint", languageOfContact(decided), { issueId });
  const decision = await takeDecision(dependencies, decided, { issueId, message });
  await announceIssue(dependencies.publish, opened, segmentId);
  return decision;
}
