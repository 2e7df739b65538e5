import { addCharacterNoise } from "../../../domain/understanding/add-character-noise.ts";
import { addRecognitionNoise } from "../../../domain/understanding/add-recognition-noise.ts";
import { encodeModel } from "../../../domain/understanding/encode-model.ts";
import { evaluateModel } from "../../../domain/understanding/evaluate-model.ts";
import type { LabelledText } from "../../../domain/understanding/labelled-text.ts";
import type { LinearModel } from "../../../domain/understanding/linear-model.ts";
import { seededRandom } from "../../../domain/understanding/seeded-random.ts";
import { defaultTraining, trainLinearModel } from "../../../domain/understanding/train-linear-model.ts";
import { readPlanText, textsFor } from "./plan-text.ts";
import type { TrainingText } from "./read-training-text.ts";
import { readVectorFiles } from "./read-vector-files.ts";
import type { ClassifierPlan } from "./training-plans.ts";

const noisyRate = 0.2;

/** What a classifier's training came to. */
export interface TrainedClassifier {
  /** The model as text. */
  readonly encoded: string;
  /** Lines of figures on the validation text. */
  readonly figures: readonly string[];
}

/** What is to be shown beside the figures. */
export interface FiguresWanted {
  /** How many texts each label has. */
  readonly counts: boolean;
  /** Every wrong answer. */
  readonly misses: boolean;
}

/** Trains one of the classifiers and measures it. */
export function trainClassifier(
  plan: ClassifierPlan,
  wanted: FiguresWanted,
  onProgress: (step: string) => void,
): TrainedClassifier {
  const { name, labels, options } = plan;
  const text = readPlanText(plan);
  const training = textsFor("training", text);
  const model = trainLinearModel(training, labels, {
    ...options,
    wordVectors: readVectorFiles(),
    onProgress: (step) => onProgress(`${name}: ${step}`),
  });
  const encoded = encodeModel(model);
  return {
    encoded,
    figures: [
      ...(wanted.counts ? countsOf(name, labels, text) : []),
      `${name}: ${training.length} utterances, ${labels.length} labels, ${model.hashes.length} features, ${encoded.length} bytes`,
      ...text
        .filter(({ purpose }) => purpose === "validation")
        .flatMap(({ language, texts }) => figuresOf(`${name}.${language}.validation`, model, texts, wanted.misses)),
    ],
  };
}

function countsOf(name: string, labels: readonly string[], texts: readonly TrainingText[]): string[] {
  const of = (purpose: string, language: string, label: string) =>
    texts
      .filter((one) => one.purpose === purpose && one.language === language)
      .reduce((count, one) => count + one.texts.filter((text) => text.label === label).length, 0);
  return labels.map((label) => {
    const counts = ["ko", "en"].map(
      (language) => `${language} ${of("training", language, label)} + ${of("validation", language, label)}`,
    );
    return `  ${`${name}.${label}`.padEnd(32)} ${counts.join("   ")}`;
  });
}

function figuresOf(name: string, model: LinearModel, texts: readonly LabelledText[], withMisses: boolean): string[] {
  const noisyAccuracy = (addNoise: typeof addRecognitionNoise): string => {
    const random = seededRandom(defaultTraining.seed + 7);
    const noisy = texts.map(({ label, text }) => ({ label, text: addNoise(text, noisyRate, random) }));
    return `${(evaluateModel(model, noisy).accuracy * 100).toFixed(1)} %`;
  };
  const clean = evaluateModel(model, texts);
  const figures = [
    `accuracy ${(clean.accuracy * 100).toFixed(1)} %`,
    `macro F1 ${(clean.macroF1 * 100).toFixed(1)} %`,
    `calibration error ${(clean.calibrationError * 100).toFixed(1)} %`,
    `sure enough to act on ${(clean.acted.share * 100).toFixed(1)} %, ${(clean.acted.accuracy * 100).toFixed(1)} % of them right`,
    `at ${noisyRate * 100} % character error: as a recogniser mishears ${noisyAccuracy(addRecognitionNoise)}, any characters ${noisyAccuracy(addCharacterNoise)}`,
  ];
  const misses = clean.misses.map(({ text, expected, answered }) => `    ${expected} answered as ${answered}: ${text}`);
  return [`  ${name}: ${texts.length} utterances · ${figures.join(" · ")}`, ...(withMisses ? misses : [])];
}
