import { seededRandom, shuffled } from "../../understanding/seeded-random.ts";
import { correctTags } from "./correct-tags.ts";
import { indexFeatures } from "./feature-index.ts";
import { frequentFeatures, strongestFeatures } from "./select-features.ts";
import { createTagger, type SequenceModel, type Tag } from "./tag-sequence.ts";

/** A text as the features of its tokens, and the tag of each. */
export interface TaggedText {
  readonly features: readonly Uint32Array[];
  readonly tags: readonly Tag[];
}

/** How a model is trained. */
export interface SequenceTraining {
  readonly tagCount: number;
  readonly seed: number;
  /** A feature must occur in that many texts to be looked at. */
  readonly minimumTexts: number;
  /** How often all texts are gone through to tell which features weigh most. */
  readonly choosingPasses: number;
  /** How many features the model has. */
  readonly maximumFeatures: number;
  /** How often all texts are gone through with those. */
  readonly passes: number;
  readonly onProgress?: (step: string) => void;
}

/**
 * Trains by the averaged structured perceptron: Collins, "Discriminative training methods for hidden Markov models" (EMNLP 2002). It trains twice: with all
 * features to find those that weigh most, and with these alone, which then take over what the others knew. The same texts and options give the same model.
 */
export function trainSequenceModel(texts: readonly TaggedText[], options: SequenceTraining): SequenceModel {
  const { tagCount, seed, onProgress = () => {} } = options;
  const train = (hashes: Uint32Array, passes: number, purpose: string) =>
    trainOn(texts, hashes, { tagCount, seed, passes, onProgress: (step) => onProgress(`${purpose}, ${step}`) });
  const all = frequentFeatures(
    texts.map(({ features }) => features),
    options.minimumTexts,
  );
  const rough = train(all, options.choosingPasses, "choosing features");
  return train(strongestFeatures(rough, options.maximumFeatures), options.passes, "weighing them");
}

type Passes = Required<Pick<SequenceTraining, "tagCount" | "seed" | "passes" | "onProgress">>;

function trainOn(texts: readonly TaggedText[], hashes: Uint32Array, options: Passes): SequenceModel {
  const { tagCount, passes, onProgress } = options;
  const columnsOf = indexFeatures(hashes);
  const examples = texts.map(({ features, tags }) => ({
    rows: features.map((row) => Uint32Array.from(columnsOf(row))),
    tags,
  }));
  const weights = averaged(hashes.length * tagCount);
  const transitions = averaged(tagCount * tagCount);
  const bestTags = createTagger({ tagCount, weights: weights.now, transitions: transitions.now, unit: 1 });
  const random = seededRandom(options.seed);
  let step = 0;
  for (let pass = 1; pass <= passes; pass += 1) {
    onProgress(`pass ${pass} of ${passes}`);
    for (const { rows, tags } of shuffled(examples, random)) {
      step += 1;
      correctTags(
        { tagCount, rows, tags, guessed: bestTags(rows) },
        {
          weigh: (place, change) => weights.add(place, change, step),
          follow: (place, change) => transitions.add(place, change, step),
        },
      );
    }
  }
  return { tagCount, hashes, weights: weights.mean(step), transitions: transitions.mean(step), unit: 1 };
}

/** Numbers and the mean of each over all steps so far. */
function averaged(length: number) {
  const now = new Float32Array(length);
  /** Sum over the changes, each times the step in which it was made. */
  const weighted = new Float64Array(length);
  return {
    now,
    add(place: number, change: number, step: number) {
      now[place] = (now[place] ?? 0) + change;
      weighted[place] = (weighted[place] ?? 0) + change * step;
    },
    mean: (steps: number) => now.map((value, place) => value - (weighted[place] ?? 0) / (steps + 1)),
  };
}
