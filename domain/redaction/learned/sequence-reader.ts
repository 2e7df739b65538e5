import { indexFeatures } from "./feature-index.ts";
import { createTagger, type SequenceModel, type Tag } from "./tag-sequence.ts";

/** Tags the tokens of a text, given the features of each. */
export type SequenceReader = (features: readonly Uint32Array[]) => Tag[];

/** A reader by a model. Make it once: it indexes the model's features. */
export function createSequenceReader(model: SequenceModel): SequenceReader {
  const columnsOf = indexFeatures(model.hashes);
  const bestTags = createTagger(model);
  return (features) => bestTags(features.map(columnsOf));
}
