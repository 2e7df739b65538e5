import { correctTags } from "./correct-tags.ts";
import { indexFeatures } from "./feature-index.ts";
import { roundWeights } from "./round-weights.ts";
import { createTagger, type SequenceModel } from "./tag-sequence.ts";
import type { TaggedText } from "./train-sequence-model.ts";

/** Texts that contradict each other are never all right. */
const mostRounds = 40;
/** Of a step in training: little enough to leave all else as it is. */
const stepSize = 0.05;

/**
 * The rounded model, corrected by steps of the perceptron until it reads the given texts right: a trained model is right about nearly all of what it was
 * trained on, and these are such that it has to be right about all.
 */
export function settleModel(model: SequenceModel, texts: readonly TaggedText[]): SequenceModel {
  const { tagCount } = model;
  const [weights, transitions] = [Float32Array.from(model.weights), Float32Array.from(model.transitions)];
  const columnsOf = indexFeatures(model.hashes);
  const read = texts.map(({ features, tags }) => ({ rows: features.map(columnsOf), tags }));
  for (let round = 0; round < mostRounds; round += 1) {
    const rounded = roundWeights({ ...model, weights, transitions });
    const bestTags = createTagger(rounded);
    const wrong = read.flatMap(({ rows, tags }) => {
      const guessed = bestTags(rows);
      return guessed.some((tag, at) => tag !== tags[at]) ? [{ tagCount, rows, tags, guessed }] : [];
    });
    if (wrong.length === 0) return rounded;
    for (const text of wrong) {
      correctTags(text, {
        weigh: (place, change) => {
          weights[place] = (weights[place] ?? 0) + change * stepSize;
        },
        follow: (place, change) => {
          transitions[place] = (transitions[place] ?? 0) + change * stepSize;
        },
      });
    }
  }
  return roundWeights({ ...model, weights, transitions });
}
