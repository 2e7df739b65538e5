import { enginesFor } from "../../../domain/language/capabilities.ts";
import type { Language } from "../../../ports/language.ts";
import { Fault, rejected } from "../../../runtime/faults.ts";
import type { SentimentEngine } from "../../../schemas/sentiment.ts";

/** An engine with its name. */
export interface NamedLanguage {
  readonly engine: SentimentEngine;
  readonly language: Language;
}

/** Told of an engine that did not answer, with what it threw, before the next one is asked. */
export type NoteFailure = (engine: SentimentEngine, fault: Fault) => void;

/**
 * Asks the engines that read the language (domain/language/capabilities.ts), one after the other, until one answers. So a model in the bundle replaces a
 * cloud service that is throttled, away or forbidden, and a cloud service is the first to be asked about a language that the model was never taught. An
 * answer after a failure is marked as a fallback.
 * @throws the engines' fault when none answers, a Transient before a Rejected one; Rejected when none reads the language; ContractViolation at once:
 * another engine would get the same input
 */
export function createLanguageChain(chain: readonly NamedLanguage[], note: NoteFailure = () => {}): Language {
  return {
    sentimentOf: async (text, languageCode) => {
      const able = enginesFor("sentiment", languageCode);
      let fault: Fault | undefined;
      for (const { engine, language } of chain) {
        if (!able.includes(engine)) continue;
        try {
          const answer = await language.sentimentOf(text, languageCode);
          return fault ? { ...answer, isFallback: true } : answer;
        } catch (error) {
          if (!(error instanceof Fault) || (error.name !== "Transient" && error.name !== "Rejected")) throw error;
          note(engine, error);
          if (fault?.name !== "Transient") fault = error;
        }
      }
      throw fault ?? rejected(`languageCode: no engine of SENTIMENT_ENGINES reads sentiment in "${languageCode}"`);
    },
  };
}
