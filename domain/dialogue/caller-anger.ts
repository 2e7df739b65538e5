import { type CallerMood, moodRules } from "./caller-mood.ts";

/** What the judgement rests on. */
export interface AngerEvidence {
  /** The caller's mood with this utterance in it; undefined where nobody has kept it. */
  readonly mood: CallerMood | undefined;
  /** Of this utterance, 0 to 1. */
  readonly negativity: number;
  /** Whether the bot has failed the caller before: asked again just now, or was told of a complaint. */
  readonly hasFailed: boolean;
}

/** From this negativity on a caller whom the bot has already failed is angry without further evidence. */
export const outburst = 0.85;

/**
 * Whether the caller is too angry for a bot, and in words for the operator why: the mood says so while this utterance does not calm down, or it is an
 * outburst at a bot that has failed already. Undefined: not angry.
 */
export function angerOf({ mood, negativity, hasFailed }: AngerEvidence): string | undefined {
  if (hasFailed && negativity >= outburst) {
    return `angry caller: negativity ${negativity.toFixed(2)} after the bot had failed once`;
  }
  if (mood?.isAngry && negativity >= moodRules.negative) {
    return `angry caller: negative trend ${mood.trend.toFixed(2)} over ${mood.negatives} utterances`;
  }
  return undefined;
}
