import type { Sentiment } from "../schemas/sentiment.ts";

/** The language service. Throws `Transient` when it is throttled or away and `Rejected` when it does not know the language. */
export interface Language {
  sentimentOf(text: string, languageCode: string): Promise<Sentiment>;
}
