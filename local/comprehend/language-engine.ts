import { classifySentiment, type SentimentScores } from "../../domain/understanding/classify-sentiment.ts";
import { detectLanguage, type LanguageGuess } from "../../domain/understanding/detect-language.ts";
import { type Entity, findEntities } from "../../domain/understanding/find-entities.ts";
import type { LinearModel } from "../../domain/understanding/linear-model.ts";

/** What answers behind Comprehend's wire API. */
export interface LanguageEngine {
  /** Shown wherever a person sees which engine answered. */
  readonly name: string;
  readonly sentimentOf: (text: string) => SentimentScores;
  readonly entitiesOf: (text: string, languageCode: string) => Entity[];
  readonly languagesOf: (text: string) => LanguageGuess[];
}

/** The engine of the local stack: an embedded linear model for sentiment, rules for entities, the script for the language. */
export function createLanguageEngine(sentimentModel: LinearModel): LanguageEngine {
  return {
    name: "comprehend engine (simulated: embedded linear model)",
    sentimentOf: (text) => classifySentiment(sentimentModel, text),
    entitiesOf: findEntities,
    languagesOf: detectLanguage,
  };
}
