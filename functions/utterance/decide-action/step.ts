import { answerFor } from "../../../domain/dialogue/answers.ts";
import { moodAfter } from "../../../domain/dialogue/caller-mood.ts";
import { type Action, decideAction, withoutAgents } from "../../../domain/dialogue/decide-action.ts";
import { type DialogueState, dialogueState } from "../../../domain/dialogue/dialogue-state.ts";
import { matterOf } from "../../../domain/escalation/matter.ts";
import { isMatter, isRepeatedContact } from "../../../domain/escalation/repeated-contact.ts";
import { languageAfter } from "../../../domain/language/contact-language.ts";
import { determined, undetermined } from "../../../domain/language/spoken-languages.ts";
import type { OpeningHours } from "../../../domain/routing/opening-hours.ts";
import { queueFor } from "../../../domain/routing/queue-for.ts";
import { staffedFrom } from "../../../domain/routing/queue-hours.ts";
import { sayOpening } from "../../../domain/routing/say-opening.ts";
import type { CallerHistory } from "../../../ports/caller-history.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { DecidedUtterance, UnderstoodUtterance } from "../../../schemas/utterance.ts";

/** What `DecideAction` needs. */
export type DecideActionDependencies = Pick<ContactLedger, "readRecord" | "listDecisions" | "setLanguage"> &
  Pick<CallerHistory, "callerOf" | "listMatters"> & {
    /** When agents are there. */
    readonly hours: OpeningHours;
    readonly now: () => Date;
  };

/** Decides what to do about an understood utterance, in the light of the contact so far, of the caller's other contacts and of the hour. */
export async function decideActionStep(
  dependencies: DecideActionDependencies,
  understood: UnderstoodUtterance,
): Promise<DecidedUtterance> {
  const { utterance, classification, sentiment } = understood;
  const { contactId, participantRole, text } = utterance;
  const { intent, confidence, threshold } = classification;
  const [record, decisions, isRepeated] = await Promise.all([
    dependencies.readRecord(contactId),
    dependencies.listDecisions(contactId),
    isRepetition(dependencies, understood),
  ]);
  const earlier = decisions.filter((decision) => decision.sequence < utterance.endOffsetMs);
  const state = dialogueState(record?.facts ?? {}, earlier);
  const isCaller = participantRole === "CUSTOMER";
  const mood = isCaller ? moodAfter(state.mood, sentiment) : state.mood;
  const before = state.language ?? { languageCode: record?.languageCode ?? undetermined };
  const { wasAskedFor, ...language } = isCaller ? languageAfter(before, utterance) : { ...before, wasAskedFor: false };
  const known = determined(language.languageCode);
  if (known !== undefined && known !== record?.languageCode && state.lead === "bot") {
    await dependencies.setLanguage(contactId, known);
  }
  const { negativity } = sentiment;
  const choice = decideAction(
    {
      participantRole,
      text,
      intent,
      confidence,
      threshold,
      negativity,
      mood,
      asksForLanguage: wasAskedFor,
      isRepeatedContact: isRepeated,
    },
    state,
  );

  const languageCode = known ?? utterance.languageCode;
  const now = dependencies.now().getTime();
  const matter = matterOf([...earlier, { intent, sequence: utterance.endOffsetMs }]) ?? intent;
  const agentsFrom =
    choice.action === "escalate"
      ? staffedFrom(queueFor(languageCode, matter, choice.escalation), dependencies.hours, now)
      : now;
  const taken = agentsFrom > now ? withoutAgents(choice, new Date(agentsFrom).toISOString()) : choice;
  const opening = sayOpening(dependencies.hours.timeZone, agentsFrom, now, languageCode);
  const { action, reasons, escalation } = taken;
  const message = messageOf(taken.action, taken.answer ?? intent, state, languageCode, opening);
  return {
    ...understood,
    verdict: {
      action,
      intent,
      confidence,
      reasons: [...reasons],
      message,
      mood,
      language,
      ...(escalation && { escalation }),
    },
    earlierComplaints: state.complaints,
  };
}

/** Whether the caller has called about the same before. What the agent says is nobody's matter. */
async function isRepetition(
  { callerOf, listMatters, now }: DecideActionDependencies,
  { utterance, classification }: UnderstoodUtterance,
): Promise<boolean> {
  const { intent } = classification;
  if (utterance.participantRole === "AGENT" || !isMatter(intent)) return false;
  const callerKey = await callerOf(utterance.contactId);
  if (callerKey === undefined) return false;
  return isRepeatedContact(await listMatters(callerKey, intent), utterance.contactId, now().getTime());
}

/** The words that go with an action; a caller who asks to hear it again hears the last message again. */
function messageOf(
  action: Action,
  answer: string,
  state: DialogueState,
  languageCode: string,
  opening: string,
): string {
  switch (action) {
    case "none":
    case "open_issue":
      return "";
    case "ask_again":
      return answerFor("ask_again", languageCode);
    case "escalate":
      return answerFor("escalation", languageCode);
    case "propose_callback":
      return answerFor("after_hours", languageCode, { time: opening });
    case "offer_callback":
      return answerFor("callback", languageCode);
    case "end":
      return answerFor("farewell", languageCode);
    case "answer":
      return answer === "repeat_prompt" && state.last ? state.last.message : answerFor(answer, languageCode);
  }
}
