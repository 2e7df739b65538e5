import type { IntentLabel } from "../../schemas/intent.ts";

/** What the bot did last in this contact: a `DecisionAction` and the intent it was about. Unknown values count as absent. */
export interface DialogueContext {
  readonly lastAction?: string | undefined;
  readonly lastIntent?: string | undefined;
}

/** Natural logarithms of odds: +0.7 doubles the odds of a label. */
type Shift = Partial<Record<IntentLabel, number>>;

/** After each action, the replies that the bot's own words ask for. */
const shiftAfter: Readonly<Record<string, Shift>> = {
  answer: { affirm: 0.5, deny: 0.3, end_call: 0.7, repeat_prompt: 0.3 },
  offer_callback: { affirm: 1, deny: 1, callback_request: 0.5 },
  open_issue: { affirm: 0.4, end_call: 0.7, complaint: 0.4 },
  escalate: { affirm: 0.5, agent_request: 0.5 },
  end: { end_call: 1, affirm: 0.3 },
  ask_again: { affirm: 0.3, deny: 0.3, repeat_prompt: 0.3 },
};

/** A caller who was not understood usually says the same thing in other words. */
const sameAgain = 0.5;

/**
 * How much likelier each label is than without context, as log odds to add before the probabilities are made. At most 1 (odds times 2.7), so that
 * context settles a doubtful reply and cannot overrule a clear request.
 */
export function expectReplies({ lastAction, lastIntent }: DialogueContext): Readonly<Record<string, number>> {
  const shift: Record<string, number> =
    lastAction !== undefined && Object.hasOwn(shiftAfter, lastAction) ? { ...shiftAfter[lastAction] } : {};
  if (lastAction === "ask_again" && lastIntent !== undefined && lastIntent !== "out_of_scope") {
    shift[lastIntent] = (shift[lastIntent] ?? 0) + sameAgain;
  }
  return shift;
}
