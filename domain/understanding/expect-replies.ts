import type { LabelSet } from "../../schemas/intents/label-set.ts";

/** What the bot did last in this contact: a `DecisionAction` and the intent it was about. Unknown values count as absent. */
export interface DialogueContext {
  readonly lastAction?: string | undefined;
  readonly lastIntent?: string | undefined;
}

/** A caller who was not understood usually says the same thing in other words. */
const sameAgain = 0.5;

/**
 * How much likelier each label is than without context, as log odds to add before the probabilities are made: what the label set expects after the bot's
 * last act, and after a question the same intent once more.
 */
export function expectReplies(
  { expectedAfter, labels, outOfScope }: LabelSet,
  { lastAction, lastIntent }: DialogueContext,
): Readonly<Record<string, number>> {
  const likelier: Record<string, number> =
    lastAction !== undefined && Object.hasOwn(expectedAfter, lastAction) ? { ...expectedAfter[lastAction] } : {};
  const isKnown = lastIntent !== outOfScope && labels.some(({ name }) => name === lastIntent);
  if (lastAction === "ask_again" && lastIntent !== undefined && isKnown) {
    likelier[lastIntent] = (likelier[lastIntent] ?? 0) + sameAgain;
  }
  return likelier;
}
