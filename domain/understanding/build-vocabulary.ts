import { countOccurrences } from "./count-occurrences.ts";
import type { Vocabulary } from "./linear-model.ts";
import type { UtteranceFeatures } from "./read-features.ts";
import type { WordVectors } from "./word-vectors.ts";

/** Inverse document frequencies are whole multiples of one divided by this, so that each fits into a byte. */
export const idfSteps = 16;

/** A text, and which utterance it is a copy of: its own number, or that of the text it was made from. */
export interface VocabularyText {
  readonly features: UtteranceFeatures;
  readonly origin: number;
}

/**
 * The features that occur in at least `minimumOrigins` different utterances, noisy copies not counted as others, with their inverse document frequencies.
 * What only one utterance has, misheard or not, says nothing about the next one.
 */
export function buildVocabulary(
  texts: readonly VocabularyText[],
  minimumOrigins: number,
  wordVectors: readonly WordVectors[],
): Vocabulary {
  const copies = Map.groupBy(texts, ({ origin }) => origin);
  const inTexts = countOccurrences(texts.map(({ features }) => features.hashes));
  const inOrigins = countOccurrences(
    [...copies.values()].map((same) => countOccurrences(same.map(({ features }) => features.hashes)).features),
  );
  const isKept = (_: number, at: number) => (inOrigins.counts[at] ?? 0) >= minimumOrigins;
  const idfOf = (count: number) =>
    Math.min(255, Math.round((Math.log((1 + texts.length) / (1 + count)) + 1) * idfSteps)) / idfSteps;
  return {
    hashes: inTexts.features.filter(isKept),
    idf: Float32Array.from(inTexts.counts.filter(isKept), idfOf),
    lightHashes: new Uint32Array(0),
    lightIdf: new Float32Array(0),
    unseenIdf: idfOf(minimumOrigins),
    wordVectors,
  };
}
