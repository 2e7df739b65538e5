import { seededRandom, shuffled } from "../../understanding/seeded-random.ts";
import { climbLikelihood } from "./climb-likelihood.ts";
import { indexFeatures } from "./feature-index.ts";
import { frequentFeatures, strongestFeatures } from "./select-features.ts";
import { createProbabilityReader } from "./tag-probabilities.ts";
import type { SequenceModel, Tag } from "./tag-sequence.ts";

/** A text as the features of its tokens, and the tag of each. */
export interface TaggedText {
  readonly features: readonly Uint32Array[];
  readonly tags: readonly Tag[];
}

/** How a model is trained. */
export interface SequenceTraining {
  readonly tagCount: number;
  readonly seed: number;
  /** Of the first step up the likelihood; from there it falls in a straight line to nothing, so that it does not matter which texts came last. */
  readonly rate: number;
  /** Which features weigh most is told by every so-manieth text. */
  readonly choosingStride: number;
  /** A feature must occur in that many of those to be looked at. */
  readonly minimumTexts: number;
  /** How often those are gone through. */
  readonly choosingPasses: number;
  /** How many features the model has. */
  readonly maximumFeatures: number;
  /** How often all texts are gone through with those. */
  readonly passes: number;
  readonly onProgress?: (step: string) => void;
}

/**
 * Trains a conditional random field by stochastic gradient ascent of the likelihood, a text at a time. It trains twice: with all features of some texts to
 * find those that weigh most, and with these alone, which then take over what the others knew. The same texts and options give the same model.
 */
export function trainSequenceModel(texts: readonly TaggedText[], options: SequenceTraining): SequenceModel {
  const { onProgress = () => {} } = options;
  const train = (from: readonly TaggedText[], hashes: Uint32Array, passes: number, purpose: string) =>
    trainOn(from, hashes, { ...options, passes, onProgress: (step) => onProgress(`${purpose}, ${step}`) });
  const sample = texts.filter((_, at) => at % options.choosingStride === 0);
  const frequent = frequentFeatures(
    sample.map(({ features }) => features),
    options.minimumTexts,
  );
  const rough = train(sample, frequent, options.choosingPasses, "choosing features");
  return train(texts, strongestFeatures(rough, options.maximumFeatures), options.passes, "weighing them");
}

type Passes = Required<Pick<SequenceTraining, "tagCount" | "seed" | "rate" | "passes" | "onProgress">>;

function trainOn(texts: readonly TaggedText[], hashes: Uint32Array, options: Passes): SequenceModel {
  const { tagCount, seed, rate, passes, onProgress } = options;
  const columnsOf = indexFeatures(hashes);
  const examples = texts.map(({ features, tags }) => ({ rows: columnsOf(features), tags }));
  const model = {
    tagCount,
    hashes,
    weights: new Float32Array(hashes.length * tagCount),
    transitions: new Float32Array(tagCount * tagCount),
    unit: 1,
  };
  const read = createProbabilityReader(model);
  const random = seededRandom(seed);
  const steps = passes * examples.length;
  let step = 0;
  for (let pass = 1; pass <= passes; pass += 1) {
    onProgress(`pass ${pass} of ${passes}`);
    for (const { rows, tags } of shuffled(examples, random)) {
      climbLikelihood({ rows, tags, probabilities: read(rows) }, model, rate * (1 - step / steps));
      step += 1;
    }
  }
  return model;
}
