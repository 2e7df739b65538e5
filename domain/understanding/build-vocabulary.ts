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
  const seen = new Map<number, { texts: number; origins: number; lastOrigin: number }>();
  for (const { features, origin } of texts) {
    for (const hash of features.hashes) {
      const counts = seen.get(hash);
      if (!counts) {
        seen.set(hash, { texts: 1, origins: 1, lastOrigin: origin });
        continue;
      }
      counts.texts += 1;
      if (counts.lastOrigin === origin) continue;
      counts.origins += 1;
      counts.lastOrigin = origin;
    }
  }
  const kept = [...seen].filter(([, { origins }]) => origins >= minimumOrigins).sort(([a], [b]) => a - b);
  const idfOf = (count: number) =>
    Math.min(255, Math.round((Math.log((1 + texts.length) / (1 + count)) + 1) * idfSteps)) / idfSteps;
  return {
    hashes: Uint32Array.from(kept, ([hash]) => hash),
    idf: Float32Array.from(kept, ([, { texts: count }]) => idfOf(count)),
    lightHashes: new Uint32Array(0),
    lightIdf: new Float32Array(0),
    unseenIdf: idfOf(minimumOrigins),
    wordVectors,
  };
}
