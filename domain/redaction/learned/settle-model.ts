import { climbLikelihood } from "./climb-likelihood.ts";
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
/** Where each right tag of a text has this probability, steps so small hardly ever turn it. */
const sure = 0.9;
/** What more tokens of the texts than these have in common stays as it is, and so does which tag follows which: it would carry a correction into all other texts. */
const mostTokens = 1_000;

/** A text by the places of its features among the model's. */
interface KnownText {
  readonly rows: readonly Uint32Array[];
  readonly tags: readonly Tag[];
}

/** What a model makes of such a text. */
interface Reading {
  readonly text: KnownText;
  readonly guessed: readonly Tag[];
  readonly probabilities: TagProbabilities;
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
  let doubtful = known;
  let suspects = known;
  for (let step = 0; step < mostSteps; step += 1) {
    const { wrong, unsure } = readAll(suspects, rounded);
    if (suspects === known) doubtful = unsure;
    if (wrong.length === 0 && suspects === known) break;
    // The wrong ones are read until they are right, then those that may have turned wrong meanwhile, then all; those also now and then, for some never are right.
    if (wrong.length === 0) suspects = suspects === doubtful ? known : doubtful;
    else suspects = step % stepsBetween === 0 ? doubtful : wrong.map(({ text }) => text);
    for (const { text, guessed, probabilities } of wrong) {
      const rows = text.rows.map((row, at) => (guessed[at] === text.tags[at] ? nothing : row.filter(isTelling)));
      climbLikelihood({ rows, tags: text.tags, probabilities }, { weights }, rate);
    }
    rounded = roundWeights({ ...model, weights });
  }
  return rounded;
}

/** Those of the texts that a model reads wrong, and those of which it is not sure. */
function readAll(texts: readonly KnownText[], model: SequenceModel) {
  const read = createProbabilityReader(model);
  const wrong: Reading[] = [];
  const unsure: KnownText[] = [];
  for (const text of texts) {
    const probabilities = read(text.rows);
    if (text.tags.some((tag, at) => probabilities.of(at, tag) < sure)) unsure.push(text);
    const guessed = likelyTags(probabilities);
    if (text.tags.some((tag, at) => tag !== guessed[at])) wrong.push({ text, guessed, probabilities });
  }
  return { wrong, unsure };
}
