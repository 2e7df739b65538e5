import { join } from "node:path";
import { addRecognitionNoise } from "../../domain/understanding/add-recognition-noise.ts";
import type { LabelledText } from "../../domain/understanding/labelled-text.ts";
import { seededRandom } from "../../domain/understanding/seeded-random.ts";
import type { TrainingOptions } from "../../domain/understanding/train-linear-model.ts";
import { readLabelledSet, setFormats } from "../../local/cli/evaluate/labelled-set.ts";
import { plainTraining } from "../../local/cli/evaluate/plain-training.ts";
import { readTrainingText } from "../../local/cli/train/read-training-text.ts";
import { classifierPlans } from "../../local/cli/train/training-plans.ts";
import { intentLabels } from "../../schemas/intent.ts";

/** Texts for all engines alike. */
export interface BenchSet {
  readonly name: string;
  readonly train: readonly LabelledText[];
  readonly test: readonly LabelledText[];
  /** The test texts with one character in five misheard. */
  readonly noisy: readonly LabelledText[];
  /** How aicc is trained: for its own intents as the shipped model, for other sets as `npm run evaluate -- --train` does. */
  readonly training: TrainingOptions;
}

const dataFolder = join(import.meta.dirname, "../../domain/understanding/data");

/** The project's own intents, Korean and English. */
export function readOwnSet(): BenchSet {
  const all = readTrainingText(dataFolder, "intents", ["ko", "en"], intentLabels);
  const of = (purpose: string) => all.filter((one) => one.purpose === purpose).flatMap(({ texts }) => texts);
  return withNoise("own intents", of("training"), of("validation"), classifierPlans.intents.options);
}

/**
 * A set of two files in a format of `npm run evaluate`; what is out of scope is left out.
 * @throws UnusableSet naming what is wrong
 */
export function readSetFiles(train: string, test: string, formatName: string): BenchSet {
  const format = setFormats.find((one) => one === formatName);
  if (!format) throw new Error(`--format ${formatName}: give one of ${setFormats.join(", ")}.`);
  const [training, testing] = [readLabelledSet(train, format, "train"), readLabelledSet(test, format, "test")];
  return withNoise(format, training.texts, testing.texts, plainTraining);
}

function withNoise(
  name: string,
  train: readonly LabelledText[],
  test: readonly LabelledText[],
  training: TrainingOptions,
): BenchSet {
  const random = seededRandom(11);
  const noisy = test.map(({ text, label }) => ({ label, text: addRecognitionNoise(text, 0.2, random) }));
  return { name, train, test, noisy, training };
}
