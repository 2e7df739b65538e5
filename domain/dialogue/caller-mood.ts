/** How a caller has sounded so far: what the next utterance's mood is made of. */
export interface CallerMood {
  /** Exponentially weighted negativity of the caller's utterances, 0 to 1. */
  readonly trend: number;
  /** Utterances that sounded negative ({@link moodRules.negative}), however long ago. */
  readonly negatives: number;
  /** The signal that escalation reads. */
  readonly isAngry: boolean;
}

/** An utterance as far as its mood counts. */
export interface HeardSentiment {
  /** `UNKNOWN` leaves the mood as it is: an engine that is away is no sign of calm. */
  readonly sentiment: string;
  /** Score of the negative sentiment, 0 to 1. */
  readonly negativity: number;
}

/** The rules of the mood. */
export const moodRules = {
  /** Weight of the newest utterance: two of them outweigh all that was before. */
  newest: 0.5,
  /** An utterance of this negativity or more is a negative one: evidence. */
  negative: 0.5,
  /** The signal goes on at this trend, … */
  on: 0.7,
  /** … once there is so much evidence, and goes off below `off` only: in between it stays what it is, so that one calm word does not end it. */
  minimumNegatives: 3,
  off: 0.4,
} as const;

/** The mood of a caller who has said nothing yet. */
export const calm: CallerMood = { trend: 0, negatives: 0, isAngry: false };

/**
 * The mood after one more utterance: `trend' = trend + 0.5 × (negativity − trend)`, from 0. The signal goes on at 0.7 after three negative utterances at
 * least, for who tells of a mishap sounds negative once or twice and is not angry; it goes off below 0.4.
 */
export function moodAfter(before: CallerMood, { sentiment, negativity }: HeardSentiment): CallerMood {
  if (sentiment === "UNKNOWN") return before;
  const trend = before.trend + moodRules.newest * (negativity - before.trend);
  const negatives = before.negatives + (negativity >= moodRules.negative ? 1 : 0);
  const isAngry = before.isAngry
    ? trend >= moodRules.off
    : trend >= moodRules.on && negatives >= moodRules.minimumNegatives;
  return { trend, negatives, isAngry };
}

/** How a whole contact sounded. */
export interface ContactMood {
  /** The trend behind the caller's last utterance, 0 to 1. */
  readonly trend: number;
  /** The highest trend on the way. */
  readonly peak: number;
  /** Whether the caller was angry at any time. */
  readonly wasAngry: boolean;
  /** Caller utterances whose sentiment is known. */
  readonly utterances: number;
}

/** The mood of a contact over the caller's utterances, in the order in which they were said; undefined when no sentiment is known. */
export function contactMood(inOrder: readonly HeardSentiment[]): ContactMood | undefined {
  const known = inOrder.filter(({ sentiment }) => sentiment !== "UNKNOWN");
  if (known.length === 0) return undefined;
  let mood = calm;
  let peak = 0;
  let wasAngry = false;
  for (const heard of known) {
    mood = moodAfter(mood, heard);
    peak = Math.max(peak, mood.trend);
    wasAngry ||= mood.isAngry;
  }
  return { trend: mood.trend, peak, wasAngry, utterances: known.length };
}
