import { hashFeature } from "./hash-feature.ts";
import type { Vocabulary } from "./linear-model.ts";
import { readFeatures, type UtteranceFeatures } from "./read-features.ts";
import type { SparseRow } from "./sparse-matrix.ts";

/** What each unknown feature adds to the squared length of a vector: about a quarter of a rare known one. */
const unknownSquare = 10;
/** The length of the part that word vectors fill, in lengths of the part of n-grams, which is at most 1. */
const meaningShare = 1;

/**
 * TF-IDF of an utterance's n-grams with logarithmic term frequency, divided by its length, and behind it the mean direction of its words.
 * Unknown features count towards the length, so that an utterance of mostly unheard words gets weak scores and low confidence instead of a bold guess
 * from the one n-gram that is known. No columns when nothing of the utterance is known.
 */
export function vectorise(vocabulary: Vocabulary, utterance: string | UtteranceFeatures): SparseRow {
  const { idf, hashes, lightHashes, lightIdf } = vocabulary;
  const features = typeof utterance === "string" ? readFeatures(utterance) : utterance;
  const columns: number[] = [];
  const values: number[] = [];
  const lightValues: number[] = [];
  let unknown = 0;
  features.hashes.forEach((hash, at) => {
    const frequency = 1 + Math.log(features.counts[at] ?? 1);
    const column = findColumn(hashes, hash);
    if (column >= 0) {
      columns.push(column);
      values.push(frequency * (idf[column] ?? 0));
      return;
    }
    const light = findColumn(lightHashes, hash);
    if (light < 0) unknown += 1;
    else lightValues.push(frequency * (lightIdf[light] ?? 0));
  });
  let squares = unknown * unknownSquare;
  for (const value of lightValues) squares += value * value;
  for (const value of values) squares += value * value;
  const length = Math.sqrt(squares) || 1;
  const knownLength = Math.sqrt(Math.max(squares - unknown * unknownSquare, 0)) / length;
  for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? 0) / length;
  for (const { from, sum, knownShare } of meanings(vocabulary, features.words)) {
    const norm = Math.hypot(...sum);
    if (norm === 0) continue;
    const factor = (meaningShare * knownLength * knownShare ** 2) / norm;
    sum.forEach((value, dimension) => {
      columns.push(from + dimension);
      values.push(value * factor);
    });
  }
  return { columns: Uint32Array.from(columns), values: Float32Array.from(values) };
}

/** The column of a feature; -1 for an unknown one. */
export function findColumn(hashes: Uint32Array, hash: number): number {
  let low = 0;
  let high = hashes.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = hashes[middle] ?? 0;
    if (found === hash) return middle;
    if (found < hash) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** What the words of an utterance mean by one table of word vectors. */
interface Meaning {
  /** The first column of the table. */
  readonly from: number;
  /** The sum over the words, rarer words weighing more. */
  readonly sum: Float32Array;
  /** The share of all that weight which known words have: misheard words are no words, and what is left of the sentence tells little. */
  readonly knownShare: number;
}

function meanings({ wordVectors, hashes, idf, unseenIdf }: Vocabulary, words: readonly string[]): Meaning[] {
  const out: Meaning[] = [];
  let from = hashes.length;
  for (const table of wordVectors) {
    const sum = new Float32Array(table.dimensions);
    let [known, all] = [0, 0];
    for (const word of words) {
      const column = findColumn(hashes, hashFeature(`w ${word}`));
      const weight = column < 0 ? unseenIdf : (idf[column] ?? 0);
      const entry = table.find(word);
      all += weight;
      if (entry === undefined) continue;
      known += weight;
      table.add(sum, entry, weight);
    }
    if (known > 0) out.push({ from, sum, knownShare: known / all });
    from += table.dimensions;
  }
  return out;
}
