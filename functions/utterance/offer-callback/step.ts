import { preferredTime } from "../../../domain/callback/preferred-time.ts";
import type { Decision } from "../../../schemas/decision.ts";
import type { DecidedUtterance } from "../../../schemas/utterance.ts";
import { type PromiseCallbackDependencies, promiseCallback } from "../../callback/promise-callback.ts";
import { languageOfContact } from "../language-of-contact.ts";
import { type TakeDecisionDependencies, takeDecision } from "../take-decision.ts";

/** What `OfferCallback` needs. */
export type OfferCallbackDependencies = TakeDecisionDependencies &
  PromiseCallbackDependencies & {
    /** IANA name of the zone in which callers name times. */
    readonly timeZone: string;
  };

/** Promises the caller to call back, at the time that was named if one was, which publishes `CallbackRequested.v1`; and says so. */
export async function offerCallback(
  dependencies: OfferCallbackDependencies,
  decided: DecidedUtterance,
): Promise<Decision> {
  const { contactId, segmentId, text } = decided.utterance;
  const languageCode = languageOfContact(decided);
  const named = preferredTime(text, dependencies.timeZone, dependencies.now().getTime());
  const preferred = named && { from: new Date(named.from).toISOString(), to: new Date(named.to).toISOString() };
  await promiseCallback(dependencies, { contactId, languageCode, cause: segmentId, preferred });
  return takeDecision(dependencies, decided);
}
