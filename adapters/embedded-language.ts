import { capabilityOf } from "../domain/language/capabilities.ts";
import { classifySentiment } from "../domain/understanding/classify-sentiment.ts";
import type { LinearModel } from "../domain/understanding/linear-model.ts";
import { mergeSentiments } from "../domain/understanding/merge-sentiments.ts";
import { splitText } from "../domain/understanding/split-text.ts";
import type { Language } from "../ports/language.ts";
import { rejected } from "../runtime/faults.ts";

/** The model was trained on single utterances; what is longer than two or three of them is judged in parts. */
const utteranceBytes = 600;

/** Sentiment by the model in the bundle: no network, no cost, a fraction of a millisecond. */
export function createEmbeddedLanguage(model: LinearModel): Language {
  return {
    sentimentOf: async (text, languageCode) => {
      if (!capabilityOf("sentiment", languageCode).answers?.includes("embedded")) {
        throw rejected(`languageCode: the embedded sentiment model does not know "${languageCode}"`);
      }
      const parts = splitText(text, utteranceBytes)
        .filter((part) => part.trim() !== "")
        .map((part) => ({ text: part, judged: classifySentiment(model, part) }));
      const { sentiment, scores } = mergeSentiments(parts);
      return { sentiment, negativity: scores.NEGATIVE, engine: "embedded" };
    },
  };
}
