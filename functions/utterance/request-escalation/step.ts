import { matterOf } from "../../../domain/escalation/matter.ts";
import { queueFor } from "../../../domain/routing/queue-for.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { PublishEvent } from "../../../ports/event-publisher.ts";
import type { Machines } from "../../../ports/machines.ts";
import { contractViolation } from "../../../runtime/faults.ts";
import type { Decision } from "../../../schemas/decision.ts";
import type { DecidedUtterance } from "../../../schemas/utterance.ts";
import { languageOfContact } from "../language-of-contact.ts";
import { type TakeDecisionDependencies, takeDecision } from "../take-decision.ts";

/** What `RequestEscalation` needs. */
export interface RequestEscalationDependencies
  extends TakeDecisionDependencies,
    Pick<ContactLedger, "listDecisions">,
    Pick<Machines, "ensureEscalation"> {
  readonly publish: PublishEvent;
}

/**
 * Chooses the queue for what the caller wants, lets the caller's flow transfer there, begins the escalation, and publishes `EscalationRequested.v1`.
 * @throws ContractViolation when the verdict does not say which of the centre's reasons it is
 */
export async function requestEscalation(
  dependencies: RequestEscalationDependencies,
  decided: DecidedUtterance,
): Promise<Decision> {
  const { utterance, verdict } = decided;
  const reason = verdict.escalation;
  if (!reason) throw contractViolation("verdict.escalation is missing: DecideAction names it with every escalation");
  const earlier = await dependencies.listDecisions(utterance.contactId);
  const matter = matterOf([...earlier, { intent: verdict.intent, sequence: utterance.endOffsetMs }]) ?? verdict.intent;
  const { name: queue } = queueFor(languageOfContact(decided), matter, reason);
  const decision = await takeDecision(dependencies, decided, { queue });
  await dependencies.ensureEscalation(utterance.contactId);
  await dependencies.publish({
    type: "EscalationRequested.v1",
    id: `${utterance.segmentId}.escalation`,
    occurredAt: decision.decidedAt,
    correlationId: utterance.contactId,
    causationId: utterance.segmentId,
    data: { contactId: utterance.contactId, queue, intent: verdict.intent, reason, reasons: verdict.reasons },
  });
  return decision;
}
