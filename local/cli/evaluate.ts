import { parseArgs } from "node:util";
import { redactText } from "../../domain/redaction/redact-text.ts";
import { addCharacterNoise } from "../../domain/understanding/add-character-noise.ts";
import { addRecognitionNoise } from "../../domain/understanding/add-recognition-noise.ts";
import { type Evaluation, evaluateModel } from "../../domain/understanding/evaluate-model.ts";
import type { LabelledText } from "../../domain/understanding/labelled-text.ts";
import type { LinearModel } from "../../domain/understanding/linear-model.ts";
import { seededRandom } from "../../domain/understanding/seeded-random.ts";
import { defaultTraining, trainLinearModel } from "../../domain/understanding/train-linear-model.ts";
import { type LabelledSet, readLabelledSet, type SetFormat, setFormats } from "./evaluate/labelled-set.ts";
import { plainTraining } from "./evaluate/plain-training.ts";
import { createProgress, type Progress } from "./evaluate/progress.ts";
import { renderEvaluation } from "./evaluate/render-evaluation.ts";
import { loadShippedModel } from "./evaluate/shipped-model.ts";
import { UnusableSet } from "./evaluate/unusable-set.ts";
import { readVectorFiles } from "./train/read-vector-files.ts";

const usage = `npm run evaluate -- [--train FILE] --test FILE --format FORMAT [options]

  --format  tsv        text<TAB>label, one a line
            banking77  CSV with the columns text and category
            clinc150   JSON; trains with train + oos_train, tests with test + oos_test (val + oos_val where there is no test)
            3i4k       label<TAB>text
            nsmc       id<TAB>text<TAB>0 or 1
  --train   trains a model on that file first; without it the shipped model is measured: sentiment for nsmc, else intent
  --noise   0 to 1: writes the test texts with that chance of an error for each character
  --errors  what errors: recogniser (characters and spaces that sound alike; unless told), or characters (any characters lost, put in, exchanged)
  --augment 0 to 1, several by commas: noisy copies of the training texts, two for each rate; none unless told
  --redact  ko or en: redacts the test texts first, as every utterance of that language is before it is classified
  --seed    of the training and of the noise (${defaultTraining.seed})
  --misses  lists every wrong answer

The last line is one JSON object.`;

const outOfScopeLabel = "oos";
/** Below so many texts every part is held out once for calibration; above, one part is enough, and saves time. */
const fewTexts = 2_000;

/** Reads an option that is a number from 0 up to `most`. */
function readNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= most) return value;
  throw new UnusableSet(`--${name} ${text}: give a number from 0 to ${most}.`);
}

function readErrors(text: string): typeof addRecognitionNoise {
  if (text === "recogniser") return addRecognitionNoise;
  if (text === "characters") return addCharacterNoise;
  throw new UnusableSet(`--errors ${text}: give recogniser or characters.`);
}

function readFormat(text: string | undefined): SetFormat {
  const format = setFormats.find((one) => one === text);
  if (format) return format;
  throw new UnusableSet(`--format ${text ?? "is missing"}: give one of ${setFormats.join(", ")}.`);
}

/** How a model is trained on the spot. */
interface TrainingChoice {
  readonly seed: number;
  readonly noiseRates: readonly number[];
}

function trainOn(set: LabelledSet, choice: TrainingChoice, progress: Progress): LinearModel {
  const labels = [...new Set(set.texts.map(({ label }) => label))].sort();
  if (labels.length < 2) {
    throw new UnusableSet(`--train: all texts carry the label "${labels[0]}"; give at least two labels.`);
  }
  const single = labels.find((label) => set.texts.filter((one) => one.label === label).length < 2);
  if (single !== undefined) throw new UnusableSet(`--train: only one text carries the label "${single}"; give more.`);
  const outside = set.outOfScope.map((text): LabelledText => ({ text, label: outOfScopeLabel }));
  const hasOutside = outside.length > 1;
  return trainLinearModel(
    hasOutside ? [...set.texts, ...outside] : set.texts,
    hasOutside ? [...labels, outOfScopeLabel] : labels,
    {
      ...(choice.noiseRates.length === 0 ? plainTraining : { ...defaultTraining, heldOutFolds: 1 }),
      ...choice,
      ...(set.texts.length < fewTexts && { heldOutFolds: defaultTraining.folds }),
      outOfScope: hasOutside ? outOfScopeLabel : undefined,
      wordVectors: readVectorFiles(),
      onProgress: progress.step,
    },
  );
}

/** Labels of the test that the model cannot give are an error in the data or in the choice of the model, not a wrong answer. */
function checkLabels(set: LabelledSet, model: LinearModel, file: string): void {
  const unknown = set.texts.find(({ label }) => !model.labels.includes(label));
  if (!unknown) return;
  const swapped = model.labels.includes(unknown.text) ? " The columns seem swapped: tsv is text<TAB>label." : "";
  throw new UnusableSet(
    `${file}: the label "${unknown.label}" of "${unknown.text}" is none of the model's: ${model.labels.join(", ")}. Train on data that has it (--train), or correct it.${swapped}`,
  );
}

function summarise(evaluation: Evaluation): Record<string, unknown> {
  const { texts, accuracy, macroF1, calibrationError, acted, outOfScope, byLabel } = evaluation;
  return {
    texts,
    accuracy,
    macroF1,
    calibrationError,
    actedShare: acted.share,
    actedAccuracy: acted.accuracy,
    ...(outOfScope && { outOfScopeTexts: outOfScope.texts, outOfScopeAuroc: outOfScope.auroc }),
    f1ByLabel: Object.fromEntries(byLabel.filter((one) => one.texts > 0).map(({ label, f1 }) => [label, f1])),
  };
}

/**
 * `npm run evaluate`: measures the shipped models, or one that is trained on the spot, on anybody's labelled texts. Ends with status 1 and a message when
 * a file cannot be used; figures, however low, are no failure.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      train: { type: "string" },
      test: { type: "string" },
      format: { type: "string" },
      noise: { type: "string", default: "0" },
      errors: { type: "string", default: "recogniser" },
      redact: { type: "string" },
      augment: { type: "string", default: "0" },
      seed: { type: "string", default: String(defaultTraining.seed) },
      misses: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  if (values.test === undefined) throw new UnusableSet(`--test is missing.\n\n${usage}`);
  const format = readFormat(values.format);
  const noise = readNumber("noise", values.noise, 1);
  const addNoise = readErrors(values.errors);
  const redactedLanguage = values.redact;
  if (redactedLanguage !== undefined && !["ko", "en"].includes(redactedLanguage))
    throw new UnusableSet(`--redact ${redactedLanguage}: give ko or en.`);
  const seed = readNumber("seed", values.seed, 2 ** 32 - 1);
  const noiseRates = values.augment
    .split(",")
    .map((rate) => readNumber("augment", rate, 1))
    .filter((rate) => rate > 0);
  const progress = createProgress(
    (line) => process.stderr.write(line),
    () => performance.now(),
  );

  const trainSet = values.train === undefined ? undefined : readLabelledSet(values.train, format, "train");
  const testSet = readLabelledSet(values.test, format, "test");
  const trainStarted = performance.now();
  const model = trainSet
    ? trainOn(trainSet, { seed, noiseRates }, progress)
    : await loadShippedModel(format === "nsmc" ? "sentiment" : "intents");
  const trainSeconds = (performance.now() - trainStarted) / 1_000;
  checkLabels(testSet, model, values.test);

  const random = seededRandom(seed + 7);
  const redacted = (text: string) => (redactedLanguage === undefined ? text : redactText(text, redactedLanguage).text);
  const heard = (text: string) => redacted(noise > 0 ? addNoise(text, noise, random) : text);
  progress.step("testing");
  const testStarted = performance.now();
  const evaluation = evaluateModel(
    model,
    testSet.texts.map(({ text, label }) => ({ text: heard(text), label })),
    {
      outOfScopeTexts: testSet.outOfScope.map(heard),
      ...(format === "nsmc" && { among: ["POSITIVE", "NEGATIVE"] }),
    },
  );
  const testCount = testSet.texts.length + testSet.outOfScope.length;
  const millisecondsPerText = (performance.now() - testStarted) / testCount;

  console.log(
    trainSet
      ? `trained with  ${trainSet.texts.length} texts, ${model.labels.length} labels of ${values.train} (${trainSet.parts})${trainSet.outOfScope.length > 0 ? `, ${trainSet.outOfScope.length} of them out of scope` : ""}, in ${trainSeconds.toFixed(1)} s`
      : `model         the shipped one for ${format === "nsmc" ? "sentiment, answers among POSITIVE and NEGATIVE" : "intents"}, ${model.labels.length} labels`,
  );
  console.log(
    `tested with   ${testSet.texts.length} texts of ${values.test} (${testSet.parts})${testSet.outOfScope.length > 0 ? `, and ${testSet.outOfScope.length} out of scope, which count for the AUROC only` : ""}${noise > 0 ? `, each character wrong with a chance of ${noise} (${values.errors})` : ""}${redactedLanguage === undefined ? "" : ", redacted"}, ${millisecondsPerText.toFixed(3)} ms a text`,
  );
  console.log(`\n${renderEvaluation(evaluation)}`);
  if (values.misses) {
    console.log("\nmisses");
    for (const { text, expected, answered } of evaluation.misses)
      console.log(`  ${expected} answered as ${answered}: ${text}`);
  }
  console.log(
    JSON.stringify({
      format,
      trainedOn: trainSet ? trainSet.texts.length + trainSet.outOfScope.length : 0,
      noise,
      ...(noise > 0 && { errors: values.errors }),
      redacted: redactedLanguage !== undefined,
      seed,
      ...summarise(evaluation),
      features: model.hashes.length,
      trainSeconds: Number(trainSeconds.toFixed(2)),
      millisecondsPerText: Number(millisecondsPerText.toFixed(4)),
    }),
  );
}

main().catch((error: unknown) => {
  const isWrongUse = error instanceof UnusableSet || (error instanceof TypeError && "code" in error);
  console.error(isWrongUse ? error.message : error);
  process.exitCode = 1;
});
