import type { DialogueState } from "./dialogue-state.ts";

/** What the bot may do about an utterance. */
export type Action = "answer" | "ask_again" | "escalate" | "offer_callback" | "open_issue" | "end" | "none";

/** An utterance as the rules see it. */
export interface UnderstoodUtterance {
  readonly participantRole: "CUSTOMER" | "AGENT";
  readonly intent: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** From which confidence on acting on this intent pays; {@link dialogueLimits}.minConfidence where the classifier names none. */
  readonly threshold?: number | undefined;
  /** Score of the negative sentiment, 0 to 1. */
  readonly negativity: number;
}

/** The rule's choice and, in words for the operator, why. */
export interface ActionChoice {
  readonly action: Action;
  readonly reasons: readonly string[];
}

/** Limits of the rules. */
export const dialogueLimits = {
  /** Below this the bot does not act on an intent but asks again, where the classifier names no threshold of its own. */
  minConfidence: 0.4,
  /** From this negativity on a caller whom the bot has already failed once is called angry. */
  angryNegativity: 0.85,
} as const;

const securityIntents = new Set(["card_lost"]);

/** Decides what to do about one utterance. The first rule that fits wins; the order is the policy. */
export function decideAction(utterance: UnderstoodUtterance, state: DialogueState): ActionChoice {
  const { intent, confidence } = utterance;
  if (utterance.participantRole === "AGENT") return choose("none", "not the caller's own words");
  if (state.lead !== "bot")
    return choose("none", state.lead === "agent" ? "an agent leads" : "the caller is leaving the bot");

  const threshold = utterance.threshold ?? dialogueLimits.minConfidence;
  const sure = confidence >= threshold && intent !== "out_of_scope";
  const failedBefore = state.last?.action === "ask_again" || state.complaints > 0;
  if (failedBefore && utterance.negativity >= dialogueLimits.angryNegativity) {
    return choose(
      "escalate",
      `angry caller: negativity ${utterance.negativity.toFixed(2)} after the bot had failed once`,
    );
  }
  if (!sure) {
    const why =
      intent === "out_of_scope" ? "out of scope" : `confidence ${confidence.toFixed(2)} below ${threshold}`;
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
