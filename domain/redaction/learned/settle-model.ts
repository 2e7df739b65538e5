import { climbLikelihood } from "./climb-likelihood.ts";
import { indexFeatures } from "./feature-index.ts";
import { likelyTags } from "./likely-tags.ts";
import { roundWeights } from "./round-weights.ts";
import { createProbabilityReader } from "./tag-probabilities.ts";
import type { SequenceModel } from "./tag-sequence.ts";
import type { TaggedText } from "./train-sequence-model.ts";

/** Texts that contradict each other are never all right. */
const mostSteps = 200;
/** Of the steps: little enough to leave all else as it is. */
const rate = 2e-4;

/**
 * The rounded model, corrected by small steps until it reads the given texts right: a trained model is right about nearly all of what it was trained on, and
 * these are such that it has to be right about all. Only what speaks about the tokens that are read wrong is changed.
 */
export function settleModel(model: SequenceModel, texts: readonly TaggedText[]): SequenceModel {
  const exact = { weights: Float32Array.from(model.weights), transitions: Float32Array.from(model.transitions) };
  const columnsOf = indexFeatures(model.hashes);
  const known = texts.map(({ features, tags }) => ({ rows: features.map(columnsOf), tags }));
  let rounded = roundWeights(model);
  let suspects = known;
  for (let step = 0; step < mostSteps; step += 1) {
    const read = createProbabilityReader(rounded);
    const wrong = suspects.flatMap((text) => {
      const probabilities = read(text.rows);
      const guessed = likelyTags(probabilities);
      const rows = text.rows.map((row, at) => (guessed[at] === text.tags[at] ? [] : row));
      return rows.some(({ length }) => length > 0) ? [{ text, judged: { rows, tags: text.tags, probabilities } }] : [];
    });
    if (wrong.length === 0 && suspects === known) break;
    // What is right stays right with steps so small: all are read again only when the wrong ones are.
    suspects = wrong.length === 0 ? known : wrong.map(({ text }) => text);
    for (const { judged } of wrong) climbLikelihood(judged, exact, rate);
    rounded = roundWeights({ ...model, ...exact });
  }
  return rounded;
}
