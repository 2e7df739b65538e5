import { climbLikelihood, type JudgedText } from "./climb-likelihood.ts";
import { indexFeatures } from "./feature-index.ts";
import { likelyTags } from "./likely-tags.ts";
import { roundWeights } from "./round-weights.ts";
import { createProbabilityReader, type TagProbabilities } from "./tag-probabilities.ts";
import type { SequenceModel, Tag } from "./tag-sequence.ts";
import type { TaggedText } from "./train-sequence-model.ts";

/** Texts that contradict each other are never all right. */
const mostSteps = 200;
/** Steps from one reading of all texts to the next. */
const stepsBetween = 20;
/** Of the steps. */
const rate = 2e-3;
/** A text is safe when each of its right tags has this probability: steps so small do not turn it. */
const safe = 0.9;
/** What more tokens of the texts than these have in common stays as it is, and so does which tag follows which: it would carry a correction into all other texts. */
const mostTokens = 1_000;

/** A text by the places of its features among the model's. */
interface KnownText {
  readonly rows: readonly Uint32Array[];
  readonly tags: readonly Tag[];
}

const nothing = new Uint32Array(0);

/**
 * The rounded model, corrected by small steps until it reads the given texts right: a trained model is right about nearly all of what it was trained on, and
 * these are such that it has to be right about all. Only what speaks about the tokens that are read wrong, and about few others, is changed.
 */
export function settleModel(model: SequenceModel, texts: readonly TaggedText[]): SequenceModel {
  const weights = Float32Array.from(model.weights);
  const columnsOf = indexFeatures(model.hashes);
  const known: KnownText[] = texts.map(({ features, tags }) => ({ rows: columnsOf(features), tags }));
  const tokens = new Uint32Array(model.hashes.length);
  for (const { rows } of known)
    for (const row of rows) for (const column of row) tokens[column] = (tokens[column] ?? 0) + 1;
  const isTelling = (column: number) => (tokens[column] ?? 0) <= mostTokens;
  let rounded = roundWeights(model);
  let unsafe = known;
  let suspects = known;
  for (let step = 0; step < mostSteps; step += 1) {
    const read = createProbabilityReader(rounded);
    const wrong: (JudgedText & { readonly text: KnownText })[] = [];
    unsafe = suspects === known ? [] : unsafe;
    for (const text of suspects) {
      const probabilities = read(text.rows);
      if (suspects === known && !isSafe(text, probabilities)) unsafe.push(text);
      const guessed = likelyTags(probabilities);
      if (text.tags.every((tag, at) => tag === guessed[at])) continue;
      const rows = text.rows.map((row, at) => (guessed[at] === text.tags[at] ? nothing : row.filter(isTelling)));
      wrong.push({ text, rows, tags: text.tags, probabilities });
    }
    if (wrong.length === 0 && suspects === known) break;
    // The wrong ones are read until they are right, then those that may have turned wrong by that, then all. Now and then sooner, for some never are right.
    if (wrong.length === 0) suspects = suspects === unsafe ? known : unsafe;
    else suspects = step % stepsBetween === 0 ? unsafe : wrong.map(({ text }) => text);
    for (const judged of wrong) climbLikelihood(judged, { weights }, rate);
    rounded = roundWeights({ ...model, weights });
  }
  return rounded;
}

function isSafe({ tags }: KnownText, probabilities: TagProbabilities): boolean {
  return tags.every((tag, at) => probabilities.of(at, tag) >= safe);
}
