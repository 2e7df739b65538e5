import { extractFeatures } from "./extract-features.ts";
import { hashFeature } from "./hash-feature.ts";

/** A linear classifier over a fixed vocabulary of hashed features. Immutable; safe to share between invocations. */
export interface LinearModel {
  readonly labels: readonly string[];
  /** Feature hash -> row. */
  readonly rows: ReadonlyMap<number, number>;
  /** Inverse document frequency of each row. */
  readonly idf: Float32Array;
  /** Row-major steps: `weights[row * labels.length + label]`, each worth `steps[label]`. */
  readonly weights: Int8Array;
  readonly steps: Float32Array;
  readonly biases: Float32Array;
  /** Sharpness of the probabilities: a score is multiplied by it before the softmax. Fitted on held-out folds. */
  readonly sharpness: number;
}

/** An utterance in a model's vocabulary: parallel lists, length at most 1; empty when it knows none of the features. */
export interface SparseVector {
  readonly rows: readonly number[];
  readonly values: readonly number[];
  /** The feature behind each row, for explanations. */
  readonly features: readonly string[];
}

/** What each unknown feature adds to the squared length of a vector: about a quarter of a rare known one. */
const unknownSquare = 10;

/**
 * TF-IDF of an utterance with logarithmic term frequency, divided by its length. Unknown features count towards the length, so that an utterance of
 * mostly unheard words gets weak scores and low confidence instead of a bold guess from the one n-gram that is known.
 */
export function vectorise(model: Pick<LinearModel, "rows" | "idf">, text: string): SparseVector {
  const unknown = new Set<number>();
  const counts = new Map<number, { count: number; feature: string }>();
  for (const feature of extractFeatures(text)) {
    const hash = hashFeature(feature);
    const row = model.rows.get(hash);
    if (row === undefined) {
      unknown.add(hash);
      continue;
    }
    const seen = counts.get(row);
    if (seen) seen.count += 1;
    else counts.set(row, { count: 1, feature });
  }
  const rows: number[] = [];
  const values: number[] = [];
  const features: string[] = [];
  let squares = unknown.size * unknownSquare;
  for (const [row, { count, feature }] of counts) {
    const value = (1 + Math.log(count)) * (model.idf[row] ?? 0);
    squares += value * value;
    rows.push(row);
    values.push(value);
    features.push(feature);
  }
  const length = Math.sqrt(squares) || 1;
  return { rows, values: values.map((value) => value / length), features };
}

/** The raw score of each label, in the order of `model.labels`. */
export function scoreLabels(model: LinearModel, vector: SparseVector): number[] {
  const width = model.labels.length;
  const sums = new Float64Array(width);
  vector.rows.forEach((row, at) => {
    const value = vector.values[at] ?? 0;
    for (let label = 0; label < width; label += 1) {
      sums[label] = (sums[label] ?? 0) + value * (model.weights[row * width + label] ?? 0);
    }
  });
  return Array.from(sums, (sum, label) => sum * (model.steps[label] ?? 0) + (model.biases[label] ?? 0));
}

/** Scores as probabilities that add up to 1 (softmax with the given sharpness). */
export function toProbabilities(scores: readonly number[], sharpness: number): number[] {
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp((score - top) * sharpness));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
