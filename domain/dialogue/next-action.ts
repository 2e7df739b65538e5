/** The parts of a decision that a waiting flow needs. */
export interface PendingDecision {
  readonly action: string;
  readonly sequence: number;
  readonly message: string;
  readonly queue?: string | undefined;
}

/** What the caller's flow does next. `queue` is a queue's name. */
export interface NextAction {
  readonly action: "say" | "listen" | "transfer" | "end";
  readonly message: string;
  readonly queue?: string;
  /** Decisions up to and including this sequence are dealt with. */
  readonly cursor: number;
  /** Long polls in a row in which nothing was heard. */
  readonly silence: number;
}

const leaving: Readonly<Record<string, NextAction["action"]>> = {
  escalate: "transfer",
  offer_callback: "end",
  end: "end",
};

/**
 * Chooses what the flow does about decisions behind its cursor: the first that leaves the dialogue wins, else the newest is said, since an answer to
 * an earlier half of the same thought is already out of date. `undefined`: nothing is pending.
 */
export function nextAction(decisions: readonly PendingDecision[], cursor: number): NextAction | undefined {
  const pending = decisions
    .filter((decision) => decision.sequence > cursor && decision.action !== "none")
    .sort((a, b) => a.sequence - b.sequence);
  const chosen = pending.find((decision) => decision.action in leaving) ?? pending.at(-1);
  if (chosen === undefined) return undefined;
  return {
    action: leaving[chosen.action] ?? "say",
    message: chosen.message,
    ...(chosen.queue !== undefined && { queue: chosen.queue }),
    cursor: chosen.sequence,
    silence: 0,
  };
}

/** Prompts for a caller who says nothing. */
export interface SilencePrompts {
  readonly areYouThere: string;
  readonly farewell: string;
}

/** Long polls without a word before the bot asks whether somebody is there, and before it hangs up. */
export const silenceLimits = { prompt: 2, hangUp: 5 } as const;

/**
 * What to do when a long poll ended without a decision.
 * @param silence silent long polls before this one
 * @param callerIsSpeaking speech was heard during the poll, though no utterance has ended yet: waiting costs nothing
 */
export function nextActionAfterSilence(
  cursor: number,
  silence: number,
  callerIsSpeaking: boolean,
  prompts: SilencePrompts,
): NextAction {
  const now = callerIsSpeaking ? 0 : silence + 1;
  if (now >= silenceLimits.hangUp) return { action: "end", message: prompts.farewell, cursor, silence: now };
  if (now === silenceLimits.prompt) return { action: "say", message: prompts.areYouThere, cursor, silence: now };
  return { action: "listen", message: "", cursor, silence: now };
}
