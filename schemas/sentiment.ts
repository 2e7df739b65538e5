import { z } from "zod";

/** Comprehend's four sentiments, and UNKNOWN for "no engine could tell". */
export const SentimentLabel = z.enum(["POSITIVE", "NEGATIVE", "NEUTRAL", "MIXED", "UNKNOWN"]);
export type SentimentLabel = z.infer<typeof SentimentLabel>;

/** What can tell a sentiment: Amazon Comprehend, or the model in the function's bundle. */
export const SentimentEngine = z.enum(["comprehend", "embedded"]);
export type SentimentEngine = z.infer<typeof SentimentEngine>;

/** The sentiment of one utterance. `negativity` is the score for NEGATIVE, 0 to 1. */
export const Sentiment = z.object({
  sentiment: SentimentLabel,
  negativity: z.number().min(0).max(1),
  /** What told it; absent where nobody was asked. */
  engine: SentimentEngine.exactOptional(),
  /** True when an engine that comes before it was asked in vain. */
  isFallback: z.boolean().exactOptional(),
});
export type Sentiment = z.infer<typeof Sentiment>;
