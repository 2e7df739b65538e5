import { queueFor } from "../../../domain/routing/queue-for.ts";
import type { PublishEvent } from "../../../ports/event-publisher.ts";
import type { Decision } from "../../../schemas/decision.ts";
import type { DecidedUtterance } from "../../../schemas/utterance.ts";
import { languageOfContact } from "../language-of-contact.ts";
import { type TakeDecisionDependencies, takeDecision } from "../take-decision.ts";

/** What `RequestEscalation` needs. */
export interface RequestEscalationDependencies extends TakeDecisionDependencies {
  readonly publish: PublishEvent;
}

/** Chooses the queue, lets the caller's flow transfer there, and publishes `EscalationRequested.v1`. */
export async function requestEscalation(
  dependencies: RequestEscalationDependencies,
  decided: DecidedUtterance,
): Promise<Decision> {
  const { utterance, verdict } = decided;
  const queue = queueFor(languageOfContact(decided), verdict.intent);
  const decision = await takeDecision(dependencies, decided, { queue });
  await dependencies.publish({
    type: "EscalationRequested.v1",
    id: `${utterance.segmentId}.escalation`,
    occurredAt: decision.decidedAt,
    correlationId: utterance.contactId,
    causationId: utterance.segmentId,
    data: { contactId: utterance.contactId, queue, intent: verdict.intent, reasons: verdict.reasons },
  });
  return decision;
}
