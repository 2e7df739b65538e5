/** What the decision to hand over hangs on; all in milliseconds. */
export interface HandOverSituation {
  /** Until AWS Lambda ends the run. */
  readonly remainingMs: number;
  /** Time before the end at which a place to cut is looked for. */
  readonly marginMs: number;
  /** Audio that the speech session has been sent, and the most it may be sent. */
  readonly sessionMs: number;
  readonly sessionLimitMs: number;
  /** How long both sides have been quiet. */
  readonly quietMs: number;
}

/** A pause between sentences; a pause between words. */
const goodPauseMs = 300;
const shortPauseMs = 100;

/**
 * Whether to cut here. Within the margin the first good pause is taken; in its second quarter a short one is enough; in its second half it is cut
 * anywhere, since what has been sent must still become final. The session's own limit counts like the run's end.
 */
export function mustHandOver(situation: HandOverSituation): boolean {
  const leftMs = Math.min(situation.remainingMs, situation.sessionLimitMs - situation.sessionMs);
  if (leftMs > situation.marginMs) return false;
  if (leftMs <= situation.marginMs * 0.5) return true;
  return situation.quietMs >= (leftMs <= situation.marginMs * 0.75 ? shortPauseMs : goodPauseMs);
}
