import type { ContactFacts } from "../contact/contact-facts.ts";
import type { ContactLanguage } from "../language/contact-language.ts";
import { type CallerMood, calm } from "./caller-mood.ts";

/** The parts of an earlier decision that the next one depends on. */
export interface EarlierDecision {
  readonly action: string;
  readonly intent: string;
  readonly sequence: number;
  readonly message: string;
  /** How the caller had sounded up to it. */
  readonly mood?: CallerMood;
  /** In which language the contact went on from it. */
  readonly language?: ContactLanguage;
}

/** Where a dialogue stands before the next utterance. */
export interface DialogueState {
  /** Who leads the conversation: the bot, nobody (the caller waits in a queue, is asked for scores, or the call is ending), or an agent. */
  readonly lead: "bot" | "nobody" | "agent";
  /** How many times in a row the bot has just asked again. */
  readonly askedAgain: number;
  readonly complaints: number;
  readonly last: EarlierDecision | undefined;
  /** How the caller has sounded so far. */
  readonly mood: CallerMood;
  /** In which language the last decision left it; undefined before the first. */
  readonly language: ContactLanguage | undefined;
}

const handsOff = new Set(["escalate", "offer_callback", "end"]);

/** Folds the contact's facts and earlier decisions, in any order, into the state of its dialogue. */
export function dialogueState(facts: ContactFacts, decisions: readonly EarlierDecision[]): DialogueState {
  const inOrder = decisions.filter((decision) => decision.action !== "none").sort((a, b) => a.sequence - b.sequence);
  const lastOther = inOrder.findLastIndex((decision) => decision.action !== "ask_again");
  return {
    lead: leader(facts, inOrder),
    askedAgain: inOrder.length - 1 - lastOther,
    complaints: inOrder.filter((decision) => decision.intent === "complaint").length,
    last: inOrder.at(-1),
    mood: inOrder.findLast(({ mood }) => mood !== undefined)?.mood ?? calm,
    language: inOrder.findLast(({ language }) => language !== undefined)?.language,
  };
}

function leader(facts: ContactFacts, decisions: readonly EarlierDecision[]): DialogueState["lead"] {
  if (facts.surveyBegunAt !== undefined) return "nobody";
  if (facts.connectedToAgentAt !== undefined) return "agent";
  if (facts.queuedAt !== undefined || decisions.some((decision) => handsOff.has(decision.action))) return "nobody";
  return "bot";
}
