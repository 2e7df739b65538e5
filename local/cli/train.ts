import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addRecognitionNoise } from "../../domain/understanding/add-recognition-noise.ts";
import { classifyIntent } from "../../domain/understanding/classify-intent.ts";
import { sentimentLabels } from "../../domain/understanding/classify-sentiment.ts";
import { encodeModel } from "../../domain/understanding/encode-model.ts";
import { evaluateModel } from "../../domain/understanding/evaluate-model.ts";
import { type LabelledText, parseLabelledText } from "../../domain/understanding/labelled-text.ts";
import type { LinearModel } from "../../domain/understanding/linear-model.ts";
import { seededRandom } from "../../domain/understanding/seeded-random.ts";
import { defaultTraining, trainLinearModel } from "../../domain/understanding/train-linear-model.ts";
import { intentLabels } from "../../schemas/intent.ts";
import { asksForCorrections, considerCorrections } from "./train/consider-corrections.ts";

/** What is trained: which text, which labels, and the module that carries the result. */
const plans = [
  { name: "intents", labels: intentLabels, module: "intent-model.ts", constant: "encodedIntentModel" },
  { name: "sentiment", labels: sentimentLabels, module: "sentiment-model.ts", constant: "encodedSentimentModel" },
] as const;
const languages = ["ko", "en"] as const;
const root = join(import.meta.dirname, "../../domain/understanding");
const noisyRate = 0.2;

function readTexts(name: string, labels: readonly string[]): LabelledText[] {
  return parseLabelledText(readFileSync(join(root, "data", name), "utf8"), labels, `domain/understanding/data/${name}`);
}

/** The training text of a plan: what was written for the project, and what agents corrected and somebody adopted (`--with corrections --adopt`). */
function readTrainingTexts(name: string, labels: readonly string[]): LabelledText[] {
  return languages.flatMap((language) => {
    const written = readTexts(`${name}.${language}.tsv`, labels);
    const adopted =
      name === "intents" && existsSync(adoptedFile(language)) ? readTexts(`corrections.${language}.tsv`, labels) : [];
    return [...written, ...adopted];
  });
}

const adoptedFile = (language: (typeof languages)[number]) => join(root, "data", `corrections.${language}.tsv`);

/** Shows what agents' corrections would change, and adopts them where that is asked for. */
function consider(): Promise<boolean> {
  return considerCorrections({
    args: process.argv.slice(2),
    labels: intentLabels,
    texts: readTrainingTexts("intents", intentLabels),
    validations: Object.fromEntries(
      languages.map((language) => [
        `intents.${language}.validation`,
        readTexts(`intents.${language}.validation.tsv`, intentLabels),
      ]),
    ),
    train: (texts) => {
      const model = trainLinearModel(texts, intentLabels);
      return (text) => classifyIntent(model, text).intent;
    },
    adoptedFile,
    print: console.log,
  });
}

/** A digest of everything that decides the model: the text and the code that trains. */
function digestInputs(): string {
  const hash = createHash("sha256");
  for (const file of globSync(["*.ts", "data/*.tsv"], { cwd: root }).sort())
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(root, file)));
  return hash.update([...intentLabels, ...sentimentLabels].join()).digest("hex");
}

function isCurrent(module: string, digest: string): boolean {
  try {
    return readFileSync(join(root, "model", module), "utf8").startsWith(`// ${digest}\n`);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

function printFigures(name: string, language: string, model: LinearModel, texts: readonly LabelledText[]): void {
  const random = seededRandom(defaultTraining.seed + 7);
  const noisy = texts.map(({ label, text }) => ({ label, text: addRecognitionNoise(text, noisyRate, random) }));
  const clean = evaluateModel(model, texts);
  const figures = [
    `accuracy ${(clean.accuracy * 100).toFixed(1)} %`,
    `macro F1 ${(clean.macroF1 * 100).toFixed(1)} %`,
    `calibration error ${(clean.calibrationError * 100).toFixed(1)} %`,
    `accuracy at ${noisyRate * 100} % character noise ${(evaluateModel(model, noisy).accuracy * 100).toFixed(1)} %`,
  ];
  console.log(`  ${name}.${language}.validation: ${texts.length} utterances · ${figures.join(" · ")}`);
  if (!process.argv.includes("--misses")) return;
  for (const { text, expected, answered } of clean.misses)
    console.log(`    ${expected} answered as ${answered}: ${text}`);
}

/**
 * `npm run train`: makes `domain/understanding/model/` from `domain/understanding/data/`, the same bytes from the same input, and prints figures on the
 * validation texts. Does nothing when the models are current, unless `--force` is given; `--misses` lists the wrong answers too.
 * `--with corrections` shows first what agents' corrections would change, and stops there unless `--adopt` is given.
 */
async function main(): Promise<void> {
  if (asksForCorrections(process.argv.slice(2)) && !(await consider())) return;
  const digest = digestInputs();
  mkdirSync(join(root, "model"), { recursive: true });
  for (const { name, labels, module, constant } of plans) {
    if (isCurrent(module, digest) && !process.argv.includes("--force") && !process.argv.includes("--misses")) {
      console.log(`${name}: the model is current`);
      continue;
    }
    const started = performance.now();
    const texts = readTrainingTexts(name, labels);
    const model = trainLinearModel(texts, labels);
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    const encoded = encodeModel(model);
    writeFileSync(
      join(root, "model", module),
      `// ${digest}\n/** Generated by \`npm run train\`; see ../data/README.md. */\nexport const ${constant} =\n  "${encoded}";\n`,
    );
    console.log(
      `${name}: ${texts.length} utterances, ${labels.length} labels, ${model.idf.length} features, ${encoded.length} bytes, ${seconds} s`,
    );
    for (const language of languages)
      printFigures(name, language, model, readTexts(`${name}.${language}.validation.tsv`, labels));
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
