import type { WordVectors } from "./word-vectors.ts";

/** What turns an utterance into numbers: known n-grams first, then a block of columns for each table of word vectors. */
export interface Vocabulary {
  /** Hashes of the known features, ascending; a feature's place is its column. */
  readonly hashes: Uint32Array;
  /** Inverse document frequency of each known feature, between two labels times how unevenly they use it. */
  readonly idf: Float32Array;
  /** Hashes and frequencies of features that are known but decide nothing: they count in the length of an utterance. */
  readonly lightHashes: Uint32Array;
  readonly lightIdf: Float32Array;
  /** The inverse document frequency that a word has which no training text holds. */
  readonly unseenIdf: number;
  readonly wordVectors: readonly WordVectors[];
}

/** A linear classifier. Immutable; safe to share between invocations. */
export interface LinearModel extends Vocabulary {
  readonly labels: readonly string[];
  /** The label of utterances that none of the others fits, where there is one. */
  readonly outOfScope: string | undefined;
  /** Row-major: `weights[column * labels.length + label]`, each worth `scales[column]`. */
  readonly weights: Int8Array;
  readonly scales: Float32Array;
  readonly biases: Float32Array;
  /** From which probability on an answer with the label pays, in the order of `labels`. */
  readonly thresholds: readonly number[];
}

/** How many columns a vocabulary has. */
export function countColumns({ hashes, wordVectors }: Vocabulary): number {
  return wordVectors.reduce((sum, { dimensions }) => sum + dimensions, hashes.length);
}

/**
 * The logit of each label, in the order of `model.labels`: the softmax of these is a calibrated probability.
 * @param columns and `values` as `vectorise` gives them
 */
export function scoreLabels(
  model: LinearModel,
  { columns, values }: { readonly columns: ArrayLike<number>; readonly values: ArrayLike<number> },
): number[] {
  const { weights, scales, biases } = model;
  const width = biases.length;
  const sums = Float64Array.from(biases);
  for (let at = 0; at < columns.length; at += 1) {
    const column = columns[at] ?? 0;
    const value = (values[at] ?? 0) * (scales[column] ?? 0);
    const from = column * width;
    for (let label = 0; label < width; label += 1)
      sums[label] = (sums[label] ?? 0) + value * (weights[from + label] ?? 0);
  }
  return Array.from(sums);
}

/** Logits as probabilities that add up to 1 (softmax). */
export function toProbabilities(logits: ArrayLike<number>): number[] {
  let top = Number.NEGATIVE_INFINITY;
  for (let label = 0; label < logits.length; label += 1) top = Math.max(top, logits[label] ?? top);
  const powers = Array.from(logits, (logit) => Math.exp(logit - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
