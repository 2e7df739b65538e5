import { type SentimentScores, sentimentLabels } from "./classify-sentiment.ts";

/** The sentiment of one part of a text. */
export interface JudgedPart {
  readonly text: string;
  readonly judged: SentimentScores;
}

/** How close the positive and the negative score may lie for a text of both to be mixed. */
const mixedWithin = 0.1;

/**
 * The sentiment of a text that was judged in parts. Each score is the mean over the parts, weighted by their lengths in UTF-16 units, L:
 * `score = Σ Lᵢ·scoreᵢ ÷ Σ Lᵢ`. The label is the one of the highest score, save that a text whose two highest are POSITIVE and NEGATIVE, at most 0.1 apart,
 * is MIXED. One part alone is left as it was judged; parts that are all of one label keep it.
 * @throws RangeError without parts
 */
export function mergeSentiments(parts: readonly JudgedPart[]): SentimentScores {
  const [first, ...others] = parts;
  if (!first) throw new RangeError("mergeSentiments: there must be at least one part");
  if (others.length === 0) return first.judged;
  const whole = parts.reduce((sum, { text }) => sum + text.length, 0);
  const scores = { POSITIVE: 0, NEGATIVE: 0, NEUTRAL: 0, MIXED: 0 };
  for (const label of sentimentLabels) {
    for (const { text, judged } of parts) {
      const weight = whole === 0 ? 1 / parts.length : text.length / whole;
      scores[label] += weight * judged.scores[label];
    }
  }
  if (others.every(({ judged }) => judged.sentiment === first.judged.sentiment)) {
    return { sentiment: first.judged.sentiment, scores };
  }
  const [best = "NEUTRAL", second = "NEUTRAL"] = [...sentimentLabels].sort((a, b) => scores[b] - scores[a]);
  const isTorn = best !== "NEUTRAL" && second !== "NEUTRAL" && best !== "MIXED" && second !== "MIXED";
  return { sentiment: isTorn && scores[best] - scores[second] <= mixedWithin ? "MIXED" : best, scores };
}
