import type { PublishEvent } from "../../../ports/event-publisher.ts";
import type { Decision } from "../../../schemas/decision.ts";
import type { DecidedUtterance } from "../../../schemas/utterance.ts";
import { type TakeDecisionDependencies, takeDecision } from "../take-decision.ts";

/** What `OfferCallback` needs. */
export interface OfferCallbackDependencies extends TakeDecisionDependencies {
  readonly publish: PublishEvent;
}

/** Promises the caller to call back and publishes `CallbackRequested.v1`. */
export async function offerCallback(
  dependencies: OfferCallbackDependencies,
  decided: DecidedUtterance,
): Promise<Decision> {
  const { utterance } = decided;
  const decision = await takeDecision(dependencies, decided);
  await dependencies.publish({
    type: "CallbackRequested.v1",
    id: `${utterance.segmentId}.callback`,
    occurredAt: decision.decidedAt,
    correlationId: utterance.contactId,
    causationId: utterance.segmentId,
    data: { contactId: utterance.contactId, languageCode: utterance.languageCode },
  });
  return decision;
}
