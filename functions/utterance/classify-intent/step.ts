import { dialogueState } from "../../../domain/dialogue/dialogue-state.ts";
import { isServed } from "../../../domain/language/capabilities.ts";
import { languageWish } from "../../../domain/language/language-wish.ts";
import { classifyIntent, type IntentModel } from "../../../domain/understanding/classify-intent.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { Classification } from "../../../schemas/intent.ts";
import type { RedactedUtterance } from "../../../schemas/utterance.ts";

/** What `ClassifyIntent` needs. */
export interface ClassifyIntentDependencies extends Pick<ContactLedger, "listDecisions"> {
  readonly model: IntentModel;
}

/**
 * Names the intent of an utterance, of its words about the language apart, in the light of what the bot did last before it; what is out of scope, for sure, in a language that the model was never taught
 * (domain/language/capabilities.ts).
 */
export async function classifyIntentStep(
  { model, listDecisions }: ClassifyIntentDependencies,
  { contactId, endOffsetMs, text, languageCode }: RedactedUtterance,
): Promise<Classification> {
  if (!isServed("intent", languageCode)) {
    const unknown = { intent: model.labelSet.outOfScope, confidence: 1 };
    return { ...unknown, alternatives: [unknown] };
  }
  const decisions = await listDecisions(contactId);
  const { last } = dialogueState(
    {},
    decisions.filter(({ sequence }) => sequence < endOffsetMs),
  );
  return classifyIntent(model, languageWish(text).rest, { lastAction: last?.action, lastIntent: last?.intent });
}
