import { join } from "node:path";
import { addRecognitionNoise } from "../../domain/understanding/add-recognition-noise.ts";
import type { LabelledText } from "../../domain/understanding/labelled-text.ts";
import { seededRandom } from "../../domain/understanding/seeded-random.ts";
import { readLabelledSet, setFormats } from "../../local/cli/evaluate/labelled-set.ts";
import { readTrainingText } from "../../local/cli/train/read-training-text.ts";
import { intentLabels } from "../../schemas/intent.ts";

/** Texts for all engines alike. */
export interface BenchSet {
  readonly name: string;
  readonly train: readonly LabelledText[];
  readonly test: readonly LabelledText[];
  /** The test texts with one character in five misheard. */
  readonly noisy: readonly LabelledText[];
  /** Character error rates of the copies that aicc trains on besides; part of its method. */
  readonly noiseRates: readonly number[];
}

const dataFolder = join(import.meta.dirname, "../../domain/understanding/data");

/** The project's own intents, Korean and English. */
export function readOwnSet(): BenchSet {
  const all = readTrainingText(dataFolder, "intents", ["ko", "en"], intentLabels);
  const of = (purpose: string) => all.filter((one) => one.purpose === purpose).flatMap(({ texts }) => texts);
  return withNoise("own intents", of("training"), of("validation"), [0.06, 0.15]);
}

/**
 * A set of two files in a format of `npm run evaluate`; what is out of scope is left out.
 * @throws UnusableSet naming what is wrong
 */
export function readSetFiles(train: string, test: string, formatName: string): BenchSet {
  const format = setFormats.find((one) => one === formatName);
  if (!format) throw new Error(`--format ${formatName}: give one of ${setFormats.join(", ")}.`);
  const [training, testing] = [readLabelledSet(train, format, "train"), readLabelledSet(test, format, "test")];
  return withNoise(format, training.texts, testing.texts, []);
}

function withNoise(
  name: string,
  train: readonly LabelledText[],
  test: readonly LabelledText[],
  noiseRates: readonly number[],
): BenchSet {
  const random = seededRandom(11);
  const noisy = test.map(({ text, label }) => ({ label, text: addRecognitionNoise(text, 0.2, random) }));
  return { name, train, test, noisy, noiseRates };
}
