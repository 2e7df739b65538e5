import type { Decision } from "../../../schemas/decision.ts";
import type { DecidedUtterance } from "../../../schemas/utterance.ts";
import { type PromiseCallbackDependencies, promiseCallback } from "../../callback/promise-callback.ts";
import { type TakeDecisionDependencies, takeDecision } from "../take-decision.ts";

/** What `OfferCallback` needs. */
export type OfferCallbackDependencies = TakeDecisionDependencies & PromiseCallbackDependencies;

/** Promises the caller to call back, which publishes `CallbackRequested.v1`, and says so. */
export async function offerCallback(
  dependencies: OfferCallbackDependencies,
  decided: DecidedUtterance,
): Promise<Decision> {
  const { contactId, languageCode, segmentId } = decided.utterance;
  await promiseCallback(dependencies, { contactId, languageCode, cause: segmentId });
  return takeDecision(dependencies, decided);
}
