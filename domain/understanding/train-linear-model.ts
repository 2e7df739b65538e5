import { addCharacterNoise } from "./add-character-noise.ts";
import { addRecognitionNoise } from "./add-recognition-noise.ts";
import { buildVocabulary } from "./build-vocabulary.ts";
import { fitBlend } from "./fit-blend.ts";
import { fitThresholds } from "./fit-thresholds.ts";
import type { HeldOut } from "./held-out.ts";
import type { LabelledText } from "./labelled-text.ts";
import { applyFunctions, blendFunctions, type LinearFunctions } from "./linear-functions.ts";
import { countColumns, type LinearModel, type Vocabulary } from "./linear-model.ts";
import { pruneFeatures } from "./prune-features.ts";
import { quantiseWeights } from "./quantise-weights.ts";
import { readFeatures, type UtteranceFeatures } from "./read-features.ts";
import { pickBelow, seededRandom } from "./seeded-random.ts";
import { buildSparseMatrix } from "./sparse-matrix.ts";
import { type ClassProblem, trainSeparators } from "./train-separators.ts";
import { trainSoftmax } from "./train-softmax.ts";
import { vectorise } from "./vectorise.ts";
import { weighByContrast } from "./weigh-by-contrast.ts";
import type { WordVectors } from "./word-vectors.ts";

/** How a model is trained. The same examples and options give the same model, to the byte. */
export interface TrainingOptions {
  readonly seed: number;
  /** Character error rates of the noisy copies that each example gets: for each rate one as a recogniser mishears, and one with any characters wrong. */
  readonly noiseRates: readonly number[];
  /** Cost of a margin violation (C of the support vector machines). */
  readonly cost: number;
  /** How far from their solution the support vector machines may stop. */
  readonly tolerance: number;
  /** How often the logistic regression goes through the examples. */
  readonly passes: number;
  /** A feature must occur in that many different utterances, a noisy copy being none of its own, to enter the vocabulary. */
  readonly minimumOrigins: number;
  /** How many features may carry weights; those that decide least are left without. */
  readonly maximumFeatures: number;
  /** Parts that the examples are divided into for calibration. */
  readonly folds: number;
  /** How many of those parts are held out, each once, to calibrate on; fewer cost less time. */
  readonly heldOutFolds: number;
  /** What a wrong answer costs, in units of a question that was asked, or of an escalation that was made, without need. */
  readonly wrongAnswerCost: number;
  /** The label of texts that none of the others fits. */
  readonly outOfScope: string | undefined;
  readonly wordVectors: readonly WordVectors[];
  /** Told how far it is, in words. */
  readonly onProgress?: (step: string) => void;
}

/** What the models of the product are trained with. */
export const defaultTraining: TrainingOptions = {
  seed: 20_241_219,
  noiseRates: [0.06, 0.15],
  cost: 0.5,
  tolerance: 0.1,
  passes: 6,
  minimumOrigins: 2,
  maximumFeatures: Number.POSITIVE_INFINITY,
  folds: 5,
  heldOutFolds: 5,
  wrongAnswerCost: 2,
  outOfScope: undefined,
  wordVectors: [],
};

interface Example {
  readonly features: UtteranceFeatures;
  /** Which of the texts it is, or was made from. */
  readonly origin: number;
  readonly label: number;
  readonly fold: number;
  /** Whether it is the text as it was written, not a noisy copy. */
  readonly clean: boolean;
}

/**
 * Trains one-against-rest support vector machines and a multinomial logistic regression over the same features, and adds their logits in the proportion
 * that calibrates them best on texts that were left out of training: two linear models make one, at no cost when it is used. Where there are two labels only,
 * features count by how unevenly the two use them.
 * @throws Error when an example carries a label that is not in `labels`, or a label has fewer than two examples
 */
export function trainLinearModel(
  texts: readonly LabelledText[],
  labels: readonly string[],
  options: TrainingOptions = defaultTraining,
): LinearModel {
  const { onProgress = () => {} } = options;
  const random = seededRandom(options.seed);
  const examples = toExamples(texts, labels, options, random);
  const heldOut: HeldOut[] = [];
  for (let fold = 0; fold < options.heldOutFolds; fold += 1) {
    onProgress(`calibrating, ${fold + 1} of ${options.heldOutFolds}`);
    const parts = trainParts(
      examples.filter((example) => example.fold !== fold),
      labels.length,
      options,
    );
    for (const { features, label } of examples.filter((example) => example.fold === fold && example.clean)) {
      const vector = vectorise(parts.vocabulary, features);
      heldOut.push({ scores: parts.functions.map((part) => applyFunctions(part, vector)), label });
    }
  }
  onProgress("training");
  const shares = fitBlend(heldOut);
  const whole = trainParts(examples, labels.length, options);
  const blend = blendFunctions(whole.functions, shares);
  const { vocabulary, functions } = pruneFeatures(whole.vocabulary, blend, options.maximumFeatures);
  return {
    labels,
    outOfScope: options.outOfScope,
    ...vocabulary,
    ...quantiseWeights(functions),
    thresholds: fitThresholds(heldOut, shares, labels.length, options.wrongAnswerCost),
  };
}

function toExamples(
  texts: readonly LabelledText[],
  labels: readonly string[],
  options: TrainingOptions,
  random: () => number,
): Example[] {
  const counts = new Map<string, number>(labels.map((label) => [label, 0]));
  const places = new Map(labels.map((label, place) => [label, place]));
  const examples: Example[] = [];
  for (const [number, { text, label }] of texts.entries()) {
    const place = places.get(label);
    if (place === undefined)
      throw new Error(`trainLinearModel: the label "${label}" is not among ${labels.join(", ")}`);
    counts.set(label, (counts.get(label) ?? 0) + 1);
    const shared = { origin: number, label: place, fold: pickBelow(random, options.folds) };
    examples.push({ ...shared, features: readFeatures(text), clean: true });
    for (const rate of options.noiseRates) {
      for (const addNoise of [addRecognitionNoise, addCharacterNoise])
        examples.push({ ...shared, features: readFeatures(addNoise(text, rate, random)), clean: false });
    }
  }
  for (const [label, count] of counts) {
    if (count < 2)
      throw new Error(`trainLinearModel: the label "${label}" has ${count} example(s); write at least two`);
  }
  return examples;
}

/** Both kinds of linear functions on the same examples. */
function trainParts(
  examples: readonly Example[],
  classCount: number,
  options: TrainingOptions,
): { vocabulary: Vocabulary; functions: LinearFunctions[] } {
  const plain = buildVocabulary(examples, options.minimumOrigins, options.wordVectors);
  const vocabulary = classCount === 2 ? weighByContrast(plain, examples) : plain;
  const vectors = examples.map(({ features }) => vectorise(vocabulary, features));
  const problem: ClassProblem = {
    matrix: buildSparseMatrix(vectors, countColumns(vocabulary)),
    classes: Uint16Array.from(examples, ({ label }) => label),
    classCount,
    random: seededRandom(options.seed + 1),
  };
  return { vocabulary, functions: [trainSeparators(problem, options), trainSoftmax(problem, options.passes)] };
}
