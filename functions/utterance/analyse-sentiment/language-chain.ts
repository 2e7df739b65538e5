import { enginesFor } from "../../../domain/language/capabilities.ts";
import type { Language } from "../../../ports/language.ts";
import { Fault, rejected } from "../../../runtime/faults.ts";
import type { SentimentEngine } from "../../../schemas/sentiment.ts";
import type { EngineRests } from "./engine-rests.ts";

/** An engine with its name. */
export interface NamedLanguage {
  readonly engine: SentimentEngine;
  readonly language: Language;
}

/** Told of an engine that did not answer, with what it threw, before the next one is asked. */
export type NoteFailure = (engine: SentimentEngine, fault: Fault) => void;

/**
 * Asks the engines that read the language (domain/language/capabilities.ts), one after the other, until one answers. So a model in the bundle replaces a
 * cloud service that is throttled, away or forbidden, and a cloud service is the first to be asked about a language that the model was never taught. One
 * that rests is asked last. An answer of another engine than the first is marked as a fallback.
 * @throws the engines' fault when none answers, a Transient before a Rejected one; Rejected when none reads the language; ContractViolation at once:
 * another engine would get the same input
 */
export function createLanguageChain(
  chain: readonly NamedLanguage[],
  rests: EngineRests,
  note: NoteFailure = () => {},
): Language {
  return {
    sentimentOf: async (text, languageCode) => {
      const readers = enginesFor("sentiment", languageCode);
      const able = chain.filter(({ engine }) => readers.includes(engine));
      const resting = able.filter(({ engine }) => rests.isResting(engine));
      const inTurn = [...able.filter((one) => !resting.includes(one)), ...resting];
      let fault: Fault | undefined;
      for (const { engine, language } of inTurn) {
        try {
          const answer = await language.sentimentOf(text, languageCode);
          rests.noteAnswer(engine);
          return engine === able[0]?.engine ? answer : { ...answer, isFallback: true };
        } catch (error) {
          if (!(error instanceof Fault) || (error.name !== "Transient" && error.name !== "Rejected")) throw error;
          note(engine, error);
          if (error.name === "Transient") rests.noteFailure(engine);
          if (fault?.name !== "Transient") fault = error;
        }
      }
      throw fault ?? rejected(`languageCode: no engine of SENTIMENT_ENGINES reads sentiment in "${languageCode}"`);
    },
  };
}
