import { angerOf } from "./caller-anger.ts";
import type { CallerMood } from "./caller-mood.ts";
import type { DialogueState } from "./dialogue-state.ts";

/** What the bot may do about an utterance. */
export type Action = "answer" | "ask_again" | "escalate" | "offer_callback" | "open_issue" | "end" | "none";

/** An utterance as the rules see it. */
export interface UnderstoodUtterance {
  readonly participantRole: "CUSTOMER" | "AGENT";
  readonly intent: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Score of the negative sentiment, 0 to 1. */
  readonly negativity: number;
  /** How the caller has sounded so far, this utterance included. */
  readonly mood?: CallerMood;
  /** The caller asked, in so many words, to go on in another language. */
  readonly asksForLanguage?: boolean;
}

/** The rule's choice and, in words for the operator, why. */
export interface ActionChoice {
  readonly action: Action;
  readonly reasons: readonly string[];
}

/** Limits of the rules. */
export const dialogueLimits = {
  /** Below this the bot does not act on an intent but asks again. */
  minConfidence: 0.4,
} as const;

/** Intents that are acted on even when the language is asked for too ("an English-speaking agent, please"). */
const handsOver = new Set(["agent_request", "card_lost", "callback_request", "complaint"]);
const securityIntents = new Set(["card_lost"]);

/** Decides what to do about one utterance. The first rule that fits wins; the order is the policy. */
export function decideAction(utterance: UnderstoodUtterance, state: DialogueState): ActionChoice {
  const { intent, confidence } = utterance;
  if (utterance.participantRole === "AGENT") return choose("none", "not the caller's own words");
  if (state.lead !== "bot")
    return choose("none", state.lead === "agent" ? "an agent leads" : "the caller is leaving the bot");

  const sure = confidence >= dialogueLimits.minConfidence && intent !== "out_of_scope";
  const hasFailed = state.last?.action === "ask_again" || state.complaints > 0;
  const anger = angerOf({ mood: utterance.mood, negativity: utterance.negativity, hasFailed });
  if (anger !== undefined) return choose("escalate", anger);
  // Anything else that was asked for in the same breath comes first.
  if (utterance.asksForLanguage && (!sure || !handsOver.has(intent)))
    return choose("answer", "the caller asked for another language");
  if (!sure) {
    const why =
      intent === "out_of_scope"
        ? "out of scope"
        : `confidence ${confidence.toFixed(2)} below ${dialogueLimits.minConfidence}`;
    return state.askedAgain > 0 ? choose("escalate", why, "not understood twice in a row") : choose("ask_again", why);
  }
  if (intent === "agent_request") return choose("escalate", "the caller asked for an agent");
  if (securityIntents.has(intent)) return choose("escalate", `policy: ${intent} is a security matter`);
  if (intent === "callback_request") return choose("offer_callback", "the caller asked to be called back");
  if (intent === "complaint") {
    return state.complaints > 0
      ? choose("escalate", "second complaint in this contact")
      : choose("open_issue", "complaint");
  }
  if (intent === "end_call") return choose("end", "the caller said goodbye");
  if (intent === "deny" && state.last?.action === "answer") return choose("end", "nothing further was wanted");
  return choose("answer", `intent ${intent} with confidence ${confidence.toFixed(2)}`);
}

function choose(action: Action, ...reasons: string[]): ActionChoice {
  return { action, reasons };
}
