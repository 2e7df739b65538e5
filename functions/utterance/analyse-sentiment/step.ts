import type { Language } from "../../../ports/language.ts";
import type { Sentiment } from "../../../schemas/sentiment.ts";
import type { RedactedUtterance } from "../../../schemas/utterance.ts";

/** The sentiment of an utterance; an empty one is neutral without asking. Throws what {@link Language} throws. */
export async function analyseSentiment(language: Language, utterance: RedactedUtterance): Promise<Sentiment> {
  if (utterance.text.trim() === "") return { sentiment: "NEUTRAL", negativity: 0 };
  return language.sentimentOf(utterance.text, utterance.languageCode);
}
