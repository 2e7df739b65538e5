import type { Sentiment } from "../schemas/sentiment.ts";

/**
 * The language service. Both implementations, and any chain of them, keep the same contract (tests/contracts/sentiment.test.ts): a text of any length is
 * judged whole, cut where it must be and merged by `mergeSentiments`, never truncated.
 */
export interface Language {
  /**
   * The sentiment of a text with at least one character that is not white space.
   * @param languageCode BCP-47, e.g. `ko-KR`
   * @throws Transient when the service is throttled or away; Rejected when it does not know the language
   */
  sentimentOf(text: string, languageCode: string): Promise<Sentiment>;
}
