import { answerFor } from "../../../domain/dialogue/answers.ts";
import { type Action, decideAction } from "../../../domain/dialogue/decide-action.ts";
import { type DialogueState, dialogueState } from "../../../domain/dialogue/dialogue-state.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { DecidedUtterance, UnderstoodUtterance } from "../../../schemas/utterance.ts";

/** What `DecideAction` needs. */
export type DecideActionDependencies = Pick<ContactLedger, "readRecord" | "listDecisions">;

/** Decides what to do about an understood utterance, in the light of the contact so far. */
export async function decideActionStep(
  dependencies: DecideActionDependencies,
  understood: UnderstoodUtterance,
): Promise<DecidedUtterance> {
  const { utterance, classification, sentiment } = understood;
  const [record, decisions] = await Promise.all([
    dependencies.readRecord(utterance.contactId),
    dependencies.listDecisions(utterance.contactId),
  ]);
  const earlier = decisions.filter((decision) => decision.sequence < utterance.endOffsetMs);
  const state = dialogueState(record?.facts ?? {}, earlier);
  const { intent, confidence, threshold } = classification;
  const participantRole = utterance.participantRole;
  const { action, reasons } = decideAction(
    { participantRole, intent, confidence, threshold, negativity: sentiment.negativity },
    state,
  );
  const message = messageOf(action, intent, state, utterance.languageCode);
  return {
    ...understood,
    verdict: { action, intent, confidence, reasons: [...reasons], message },
    earlierComplaints: state.complaints,
  };
}

/** The words that go with an action; a caller who asks to hear it again hears the last message again. */
function messageOf(action: Action, intent: string, state: DialogueState, languageCode: string): string {
  switch (action) {
    case "none":
    case "open_issue":
      return "";
    case "ask_again":
      return answerFor("ask_again", languageCode);
    case "escalate":
      return answerFor("escalation", languageCode);
    case "offer_callback":
      return answerFor("callback", languageCode);
    case "end":
      return answerFor("farewell", languageCode);
    case "answer":
      return intent === "repeat_prompt" && state.last ? state.last.message : answerFor(intent, languageCode);
  }
}
