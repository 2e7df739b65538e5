import type { Sentiment } from "../../../schemas/sentiment.ts";
import type { RedactedUtterance } from "../../../schemas/utterance.ts";
import type { EngineRests } from "./engine-rests.ts";
import { createLanguageChain, type NamedLanguage } from "./language-chain.ts";

/** What `AnalyseSentiment` needs. */
export interface AnalyseSentimentDependencies {
  /** In the order in which they are asked. */
  readonly engines: readonly NamedLanguage[];
  /** What the environment remembers from utterance to utterance. */
  readonly rests: EngineRests;
}

/** What the step uses of its tools. */
export interface AnalyseSentimentTools {
  readonly logger: { warn(message: string): void };
}

/**
 * The sentiment of an utterance, by the first engine that answers; an empty utterance is neutral without asking. An engine that failed is logged by its
 * fault, never with the words.
 * @throws Transient or Rejected when no engine answers
 */
export async function analyseSentiment(
  { engines, rests }: AnalyseSentimentDependencies,
  utterance: RedactedUtterance,
  { logger }: AnalyseSentimentTools,
): Promise<Sentiment> {
  if (utterance.text.trim() === "") return { sentiment: "NEUTRAL", negativity: 0 };
  const language = createLanguageChain(engines, rests, (engine, { name, message }) =>
    logger.warn(`${engine} gave no sentiment: ${name}: ${message}`),
  );
  return language.sentimentOf(utterance.text, utterance.languageCode);
}
