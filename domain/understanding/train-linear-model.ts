import { addRecognitionNoise } from "./add-recognition-noise.ts";
import { extractFeatures } from "./extract-features.ts";
import { fitSharpness } from "./fit-sharpness.ts";
import { hashFeature } from "./hash-feature.ts";
import type { LabelledText } from "./labelled-text.ts";
import { type LinearModel, type SparseVector, scoreLabels, vectorise } from "./linear-model.ts";
import { pickBelow, seededRandom } from "./seeded-random.ts";
import { trainSeparators } from "./train-separators.ts";

/** How a model is trained. The same examples and options give the same model, to the byte. */
export interface TrainingOptions {
  readonly seed: number;
  /** Character error rates of the noisy copies that each example gets, one copy a rate. */
  readonly noiseRates: readonly number[];
  /** Cost of a margin violation (C of the support vector machine). */
  readonly cost: number;
  /** A feature must occur in that many different texts, noisy copies included, to enter the vocabulary. */
  readonly minimumTexts: number;
  /** Parts for cross-validation, from which the probabilities are calibrated. */
  readonly folds: number;
}

/** What both models of the product are trained with. */
export const defaultTraining: TrainingOptions = {
  seed: 20_241_219,
  noiseRates: [0.06, 0.15],
  cost: 0.6,
  minimumTexts: 3,
  folds: 5,
};

interface Example {
  readonly text: string;
  readonly label: number;
  readonly fold: number;
  readonly clean: boolean;
}

/**
 * Trains one-against-rest L2-loss support vector machines over TF-IDF features and calibrates their softmax on folds that were left out of training.
 * @throws Error when an example carries a label that is not in `labels`, or a label has fewer than two examples
 */
export function trainLinearModel(
  texts: readonly LabelledText[],
  labels: readonly string[],
  options: TrainingOptions = defaultTraining,
): LinearModel {
  const random = seededRandom(options.seed);
  const examples = toExamples(texts, labels, options, random);
  const heldOut: { scores: number[]; label: number }[] = [];
  for (let fold = 0; fold < options.folds; fold += 1) {
    const part = trainOnce(
      examples.filter((example) => example.fold !== fold),
      labels,
      options,
    );
    for (const example of examples) {
      if (example.fold === fold && example.clean)
        heldOut.push({ scores: scoreLabels(part, vectorise(part, example.text)), label: example.label });
    }
  }
  return { ...trainOnce(examples, labels, options), sharpness: fitSharpness(heldOut) };
}

function toExamples(
  texts: readonly LabelledText[],
  labels: readonly string[],
  options: TrainingOptions,
  random: () => number,
): Example[] {
  const counts = new Map<string, number>(labels.map((label) => [label, 0]));
  const examples: Example[] = [];
  for (const { text, label } of texts) {
    const seen = counts.get(label);
    if (seen === undefined) throw new Error(`trainLinearModel: the label "${label}" is not among ${labels.join(", ")}`);
    counts.set(label, seen + 1);
    const origin = { label: labels.indexOf(label), fold: pickBelow(random, options.folds) };
    examples.push({ ...origin, text, clean: true });
    for (const rate of options.noiseRates)
      examples.push({ ...origin, text: addRecognitionNoise(text, rate, random), clean: false });
  }
  for (const [label, count] of counts) {
    if (count < 2)
      throw new Error(`trainLinearModel: the label "${label}" has ${count} example(s); write at least two`);
  }
  return examples;
}

function trainOnce(examples: readonly Example[], labels: readonly string[], options: TrainingOptions): LinearModel {
  const vocabulary = buildVocabulary(examples, options.minimumTexts);
  const vectors: SparseVector[] = examples.map(({ text }) => vectorise(vocabulary, text));
  const separators = trainSeparators({
    vectors,
    classes: examples.map(({ label }) => label),
    classCount: labels.length,
    rowCount: vocabulary.idf.length,
    cost: options.cost,
    random: seededRandom(options.seed + 1),
  });
  return {
    labels,
    ...vocabulary,
    ...quantise(separators.weights, labels.length),
    biases: separators.biases,
    sharpness: 1,
  };
}

function buildVocabulary(examples: readonly Example[], minimumTexts: number): Pick<LinearModel, "rows" | "idf"> {
  const textsWith = new Map<number, number>();
  for (const { text } of examples) {
    for (const hash of new Set(extractFeatures(text).map(hashFeature)))
      textsWith.set(hash, (textsWith.get(hash) ?? 0) + 1);
  }
  const kept = [...textsWith].filter(([, count]) => count >= minimumTexts).sort(([a], [b]) => a - b);
  const rows = new Map(kept.map(([hash], row) => [hash, row]));
  const idf = Float32Array.from(kept, ([, count]) => Math.log((1 + examples.length) / (1 + count)) + 1);
  return { rows, idf };
}

/** Weights as 8-bit steps, one step size a label: a quarter of the size, and no measurable loss. */
function quantise(weights: Float32Array, width: number): Pick<LinearModel, "weights" | "steps"> {
  const steps = new Float32Array(width);
  weights.forEach((weight, at) => {
    const label = at % width;
    steps[label] = Math.max(steps[label] ?? 0, Math.abs(weight) / 127);
  });
  return { steps, weights: Int8Array.from(weights, (weight, at) => Math.round(weight / (steps[at % width] || 1))) };
}
