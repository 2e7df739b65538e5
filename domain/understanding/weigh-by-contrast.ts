import { idfSteps } from "./build-vocabulary.ts";
import type { Vocabulary } from "./linear-model.ts";
import type { UtteranceFeatures } from "./read-features.ts";
import { findColumn } from "./vectorise.ts";

/** Added to a feature's contrast, so that one that both classes use alike is weak and not gone. */
const leastContrast = 0.1;

/** A text of one of two classes, 0 and 1. */
export interface ContrastText {
  readonly features: UtteranceFeatures;
  readonly label: number;
}

/**
 * Multiplies each inverse document frequency by how unevenly two classes use the feature: the square root of its naive Bayes log-count ratio's size. After Wang and
 * Manning, "Baselines and Bigrams: Simple, Good Sentiment and Topic Classification" (ACL 2012), whose NBSVM multiplies by the ratio itself.
 */
export function weighByContrast(vocabulary: Vocabulary, texts: readonly ContrastText[]): Vocabulary {
  const { hashes, idf } = vocabulary;
  const counts = [new Uint32Array(hashes.length), new Uint32Array(hashes.length)] as const;
  const totals = [0, 0];
  for (const { features, label } of texts) {
    const ofClass = counts[label === 0 ? 0 : 1];
    totals[label] = (totals[label] ?? 0) + 1;
    for (const hash of features.hashes) {
      const column = findColumn(hashes, hash);
      if (column >= 0) ofClass[column] = (ofClass[column] ?? 0) + 1;
    }
  }
  const share = (place: 0 | 1, column: number) => ((counts[place][column] ?? 0) + 1) / ((totals[place] ?? 0) + 2);
  return {
    ...vocabulary,
    idf: idf.map((value, column) => {
      const contrast = Math.abs(Math.log(share(0, column) / share(1, column)));
      const steps = Math.round(value * Math.sqrt(leastContrast + contrast) * idfSteps);
      return Math.min(255, Math.max(1, steps)) / idfSteps;
    }),
  };
}
