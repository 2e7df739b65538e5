import { z } from "zod";

/** Comprehend's four sentiments, and UNKNOWN for "the service did not answer in time". */
export const SentimentLabel = z.enum(["POSITIVE", "NEGATIVE", "NEUTRAL", "MIXED", "UNKNOWN"]);
export type SentimentLabel = z.infer<typeof SentimentLabel>;

/** The sentiment of one utterance. `negativity` is Comprehend's score for NEGATIVE, 0 to 1. */
export const Sentiment = z.object({ sentiment: SentimentLabel, negativity: z.number().min(0).max(1) });
export type Sentiment = z.infer<typeof Sentiment>;
