import { indexFeatures } from "./feature-index.ts";
import { createProbabilityReader, type TagProbabilities } from "./tag-probabilities.ts";
import type { SequenceModel } from "./tag-sequence.ts";

/** Tells how probable the tags of a text's tokens are, given the features of each. */
export type SequenceReader = (features: readonly Uint32Array[]) => TagProbabilities;

/** A reader by a model. Make it once: it indexes the model's features. */
export function createSequenceReader(model: SequenceModel): SequenceReader {
  const columnsOf = indexFeatures(model.hashes);
  const read = createProbabilityReader(model);
  return (features) => read(columnsOf(features));
}
