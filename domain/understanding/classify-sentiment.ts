import { type LinearModel, scoreLabels, toProbabilities } from "./linear-model.ts";
import { vectorise } from "./vectorise.ts";

/** The four sentiments of Comprehend, in the order of its API reference. */
export const sentimentLabels = ["POSITIVE", "NEGATIVE", "NEUTRAL", "MIXED"] as const;

/** One of {@link sentimentLabels}. */
export type EmbeddedSentimentLabel = (typeof sentimentLabels)[number];

/** A sentiment with the probability of each of the four; they add up to 1. */
export interface SentimentScores {
  readonly sentiment: EmbeddedSentimentLabel;
  readonly scores: Readonly<Record<EmbeddedSentimentLabel, number>>;
}

/** The sentiment of one utterance. One of which the model knows nothing is NEUTRAL. */
export function classifySentiment(model: LinearModel, text: string): SentimentScores {
  const vector = vectorise(model, text);
  const scores = { POSITIVE: 0.1, NEGATIVE: 0.1, NEUTRAL: 0.7, MIXED: 0.1 };
  if (vector.columns.length === 0) return { sentiment: "NEUTRAL", scores };
  const probabilities = toProbabilities(scoreLabels(model, vector));
  let sentiment: EmbeddedSentimentLabel = "NEUTRAL";
  for (const label of sentimentLabels) scores[label] = probabilities[model.labels.indexOf(label)] ?? 0;
  for (const label of sentimentLabels) if (scores[label] > scores[sentiment]) sentiment = label;
  return { sentiment, scores };
}
