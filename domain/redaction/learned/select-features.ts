import { countOccurrences } from "../../understanding/count-occurrences.ts";
import type { SequenceModel } from "./tag-sequence.ts";

/**
 * The features that occur in so many texts at least, in ascending order.
 * @param texts the features of each token of each text
 */
export function frequentFeatures(texts: readonly (readonly Uint32Array[])[], minimumTexts: number): Uint32Array {
  const { features, counts } = countOccurrences(texts.map((tokens) => countOccurrences(tokens).features));
  return features.filter((_, at) => (counts[at] ?? 0) >= minimumTexts);
}

/** The features that weigh most for any tag, in ascending order. */
export function strongestFeatures({ tagCount, hashes, weights }: SequenceModel, most: number): Uint32Array {
  const strengths = Float64Array.from(hashes, (_, feature) => {
    let strength = 0;
    for (let tag = 0; tag < tagCount; tag += 1)
      strength = Math.max(strength, Math.abs(weights[feature * tagCount + tag] ?? 0));
    return strength;
  });
  return hashes
    .map((_, feature) => feature)
    .sort((one, other) => (strengths[other] ?? 0) - (strengths[one] ?? 0) || one - other)
    .slice(0, most)
    .sort()
    .map((feature) => hashes[feature] ?? 0);
}
