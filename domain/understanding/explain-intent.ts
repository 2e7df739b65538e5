import { extractFeatures } from "./extract-features.ts";
import { hashFeature } from "./hash-feature.ts";
import type { LinearModel } from "./linear-model.ts";
import type { SparseRow } from "./sparse-matrix.ts";
import { findColumn } from "./vectorise.ts";

/** What spoke for a label: an n-gram of the utterance, or the meaning of its words, and how strongly (logits above the average label). */
export interface Reason {
  /** As `extractFeatures` writes it: a family letter, a space, the n-gram; or `meaning`, for the word vectors. */
  readonly feature: string;
  readonly contribution: number;
}

/**
 * What spoke most for each of some labels, strongest first. N-grams are pieces of the utterance: give only redacted text where the answer is stored or
 * shown.
 * @param vector the utterance as `vectorise` gives it
 * @param labels their places in `model.labels`
 */
export function explainIntent(
  model: LinearModel,
  text: string,
  vector: SparseRow,
  labels: readonly number[],
  count = 5,
): Reason[][] {
  const names = new Map<number, string>();
  for (const feature of extractFeatures(text)) names.set(findColumn(model.hashes, hashFeature(feature)), feature);
  return labels.map((label) => explainLabel(model, vector, names, label).slice(0, count));
}

function explainLabel(
  model: LinearModel,
  vector: SparseRow,
  names: ReadonlyMap<number, string>,
  label: number,
): Reason[] {
  const { weights, scales } = model;
  const width = model.labels.length;
  const reasons: Reason[] = [];
  let meaning = 0;
  for (let at = 0; at < vector.columns.length; at += 1) {
    const column = vector.columns[at] ?? 0;
    const from = column * width;
    const weightOf = (other: number): number => (weights[from + other] ?? 0) * (scales[column] ?? 0);
    let sum = 0;
    for (let other = 0; other < width; other += 1) sum += weightOf(other);
    const contribution = (vector.values[at] ?? 0) * (weightOf(label) - sum / width);
    const feature = names.get(column);
    if (feature === undefined) meaning += contribution;
    else reasons.push({ feature, contribution });
  }
  if (meaning !== 0) reasons.push({ feature: "meaning", contribution: meaning });
  return reasons.filter(({ contribution }) => contribution > 0).sort((a, b) => b.contribution - a.contribution);
}
