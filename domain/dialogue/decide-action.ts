import type { EscalationReason } from "../escalation/escalation-reason.ts";
import { policyMatter } from "../escalation/policy-matter.ts";
import { angerOf } from "./caller-anger.ts";
import type { CallerMood } from "./caller-mood.ts";
import type { DialogueState } from "./dialogue-state.ts";

/** What the bot may do about an utterance. */
export type Action =
  | "answer"
  | "ask_again"
  | "escalate"
  | "propose_callback"
  | "offer_callback"
  | "open_issue"
  | "end"
  | "none";

/** An utterance as the rules see it. */
export interface UnderstoodUtterance {
  readonly participantRole: "CUSTOMER" | "AGENT";
  /** Redacted. */
  readonly text: string;
  readonly intent: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** From which confidence on acting on this intent pays; {@link dialogueLimits}.minConfidence where the classifier names none. */
  readonly threshold?: number | undefined;
  /** Score of the negative sentiment, 0 to 1. */
  readonly negativity: number;
  /** How the caller has sounded so far, this utterance included. */
  readonly mood?: CallerMood;
  /** The caller asked, in so many words, to go on in another language. */
  readonly asksForLanguage?: boolean;
  /** Another contact of the same caller was about the same of late. */
  readonly isRepeatedContact?: boolean;
}

/** The rule's choice and, in words for the operator, why. */
export interface ActionChoice {
  readonly action: Action;
  readonly reasons: readonly string[];
  /** Which of the centre's reasons to hand over this is; only with `escalate`. */
  readonly escalation?: EscalationReason;
  /** What is answered where that is not the answer to the intent; only with `answer`. */
  readonly answer?: "language_changed";
}

/** Limits of the rules. */
export const dialogueLimits = {
  /** Below this the bot does not act on an intent but asks again, where the classifier names no threshold of its own. */
  minConfidence: 0.4,
} as const;

/** Intents that are about the talk itself. Who asks for a language in the same breath wants no more than that. */
const aboutTheTalk = new Set(["affirm", "deny", "repeat_prompt", "end_call"]);

/** Decides what to do about one utterance. The first rule that fits wins; the order is the policy. */
export function decideAction(utterance: UnderstoodUtterance, state: DialogueState): ActionChoice {
  const { intent, confidence } = utterance;
  if (utterance.participantRole === "AGENT") return choose("none", "not the caller's own words");
  if (state.lead !== "bot")
    return choose("none", state.lead === "agent" ? "an agent leads" : "the caller is leaving the bot");

  const threshold = utterance.threshold ?? dialogueLimits.minConfidence;
  const sure = confidence >= threshold && intent !== "out_of_scope";
  const hasFailed = state.last?.action === "ask_again" || state.complaints > 0;
  const matter = policyMatter(utterance.text, sure ? intent : "out_of_scope");
  // Before anger: whoever is being robbed is angry, too, and security is staffed around the clock.
  if (matter === "security") return overToPolicy(matter);
  const anger = angerOf({ mood: utterance.mood, negativity: utterance.negativity, hasFailed });
  if (anger !== undefined) return escalate("angry_caller", anger);
  if (matter) return overToPolicy(matter);
  if (utterance.asksForLanguage && (!sure || aboutTheTalk.has(intent)))
    return { ...choose("answer", "the caller asked for another language"), answer: "language_changed" };
  if (!sure) {
    const why = intent === "out_of_scope" ? "out of scope" : `confidence ${confidence.toFixed(2)} below ${threshold}`;
    return state.askedAgain > 0
      ? escalate("low_confidence", why, "not understood twice in a row")
      : choose("ask_again", why);
  }
  if (intent === "agent_request") return escalate("agent_request", "the caller asked for an agent");
  if (intent === "callback_request") return choose("offer_callback", "the caller asked to be called back");
  if (intent === "affirm" && state.last?.action === "propose_callback")
    return choose("offer_callback", "the caller wants to be called back");
  if (utterance.isRepeatedContact) return escalate("repeated_contact", "the same caller called about the same before");
  if (intent === "complaint") {
    return state.complaints > 0
      ? escalate("second_complaint", "second complaint in this contact")
      : choose("open_issue", "complaint");
  }
  if (intent === "end_call") return choose("end", "the caller said goodbye");
  if (intent === "deny" && state.last?.action === "answer") return choose("end", "nothing further was wanted");
  return choose("answer", `intent ${intent} with confidence ${confidence.toFixed(2)}`);
}

/**
 * What becomes of a hand-over while no agent is at the queue: instead of waiting for nobody, the caller is asked whether to be called back.
 * @param agentsFrom when agents are there again, ISO 8601
 */
export function withoutAgents(choice: ActionChoice, agentsFrom: string): ActionChoice {
  return choose("propose_callback", ...choice.reasons, `no agent is there before ${agentsFrom}`);
}

const policyWords = {
  security: "a security matter is",
  legal: "a legal matter is",
  amount: "a sum of this size is",
} as const;

function overToPolicy(matter: keyof typeof policyWords): ActionChoice {
  return escalate(`policy_${matter}`, `policy: ${policyWords[matter]} for a person`);
}

function choose(action: Action, ...reasons: string[]): ActionChoice {
  return { action, reasons };
}

function escalate(escalation: EscalationReason, ...reasons: string[]): ActionChoice {
  return { action: "escalate", reasons, escalation };
}
