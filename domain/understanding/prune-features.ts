import type { LinearFunctions } from "./linear-functions.ts";
import type { Vocabulary } from "./linear-model.ts";

/**
 * Takes their weights from all but the `most` features that decide most (the length of a feature's weights, times its inverse document frequency). The others
 * stay known: they count in the length of an utterance as before, so that those that are left weigh what they were trained to weigh. Word vectors stay.
 */
export function pruneFeatures(
  vocabulary: Vocabulary,
  { weights, biases }: LinearFunctions,
  most: number,
): { vocabulary: Vocabulary; functions: LinearFunctions } {
  const { hashes, idf } = vocabulary;
  const width = biases.length;
  const influence = Float64Array.from(idf, (value, column) => {
    const row = weights.subarray(column * width, (column + 1) * width);
    return value * Math.sqrt(row.reduce((sum, weight) => sum + weight * weight, 0));
  });
  const order = Array.from(idf, (_, column) => column).sort(
    (a, b) => (influence[b] ?? 0) - (influence[a] ?? 0) || a - b,
  );
  const kept = order.slice(0, most).sort((a, b) => a - b);
  const light = order.slice(most).sort((a, b) => a - b);
  const numbers = (columns: readonly number[], of: ArrayLike<number>) => columns.map((column) => of[column] ?? 0);
  const left = new Float32Array(weights.length - light.length * width);
  kept.forEach((column, place) => {
    left.set(weights.subarray(column * width, (column + 1) * width), place * width);
  });
  left.set(weights.subarray(hashes.length * width), kept.length * width);
  return {
    vocabulary: {
      ...vocabulary,
      hashes: Uint32Array.from(numbers(kept, hashes)),
      idf: Float32Array.from(numbers(kept, idf)),
      lightHashes: Uint32Array.from(numbers(light, hashes)),
      lightIdf: Float32Array.from(numbers(light, idf)),
    },
    functions: { weights: left, biases },
  };
}
