import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { redactText } from "../../../domain/redaction/redact-text.ts";
import { addRecognitionNoise } from "../../../domain/understanding/add-recognition-noise.ts";
import { sentimentLabels } from "../../../domain/understanding/classify-sentiment.ts";
import { evaluateModel } from "../../../domain/understanding/evaluate-model.ts";
import { parseLabelledText } from "../../../domain/understanding/labelled-text.ts";
import { loadIntentModel } from "../../../domain/understanding/load-intent-model.ts";
import { loadSentimentModel } from "../../../domain/understanding/load-sentiment-model.ts";
import { encodedIntentModel } from "../../../domain/understanding/model/intent-model.ts";
import { encodedEnglishVectors } from "../../../domain/understanding/model/word-vectors.ts";
import { seededRandom } from "../../../domain/understanding/seeded-random.ts";
import { readLabelledSet } from "../../../local/cli/evaluate/labelled-set.ts";
import { intentLabels } from "../../../schemas/intent.ts";

const folder = join(import.meta.dirname, "../../../domain/understanding/data");
const read = (name: string, labels: readonly string[]) =>
  parseLabelledText(readFileSync(join(folder, name), "utf8"), labels, name);
const smallestCount = (texts: readonly { label: string }[], labels: readonly string[]) =>
  Math.min(...labels.map((label) => texts.filter((one) => one.label === label).length));

describe("the training text", () => {
  it.each([
    ["intents.ko.tsv", intentLabels, 100],
    ["intents.en.tsv", intentLabels, 40],
    ["intents.ko.validation.tsv", intentLabels, 20],
    ["intents.en.validation.tsv", intentLabels, 12],
    ["sentiment.ko.tsv", sentimentLabels, 60],
    ["sentiment.en.tsv", sentimentLabels, 30],
    ["sentiment.ko.validation.tsv", sentimentLabels, 10],
    ["sentiment.en.validation.tsv", sentimentLabels, 6],
  ])("has in %s every label often enough", (name, labels, least) => {
    expect(smallestCount(read(name, labels), labels)).toBeGreaterThanOrEqual(least);
  });

  it.each(["ko", "en"])("shares no utterance between training and validation (%s)", (language) => {
    const trained = new Set(read(`intents.${language}.tsv`, intentLabels).map(({ text }) => text));
    expect(read(`intents.${language}.validation.tsv`, intentLabels).filter(({ text }) => trained.has(text))).toEqual(
      [],
    );
  });

  it.each(["ko", "en"])("holds no personal data, and none is found in it (%s)", (language) => {
    const texts = read(`intents.${language}.tsv`, intentLabels);
    expect(texts.map(({ text }) => redactText(text, language)).filter(({ spans }) => spans.length > 0)).toEqual([]);
  });
});

describe("the trained models", () => {
  it("are right about most validation utterances", () => {
    const intents = loadIntentModel();
    expect(evaluateModel(intents, read("intents.ko.validation.tsv", intentLabels)).accuracy).toBeGreaterThan(0.92);
    expect(evaluateModel(intents, read("intents.en.validation.tsv", intentLabels)).accuracy).toBeGreaterThan(0.86);
    const sentiment = loadSentimentModel();
    expect(evaluateModel(sentiment, read("sentiment.ko.validation.tsv", sentimentLabels)).accuracy).toBeGreaterThan(
      0.75,
    );
  });

  it("understand misheard Korean", () => {
    const random = seededRandom(11);
    const misheard = read("intents.ko.validation.tsv", intentLabels).map(({ label, text }) => ({
      label,
      text: addRecognitionNoise(text, 0.2, random),
    }));
    expect(evaluateModel(loadIntentModel(), misheard).accuracy).toBeGreaterThan(0.85);
  });

  it.each(["ko", "en"])("understand requests no worse once personal data is taken out (%s)", (language) => {
    const texts = readLabelledSet(join(folder, `personal.${language}.tsv`), "tsv", "test").texts;
    const redacted = texts.map(({ label, text }) => ({ label, text: redactText(text, language).text }));
    expect(redacted.filter(({ text }) => /\[[A-Z_]+\]/.test(text)).length).toBeGreaterThan(0.75 * texts.length);
    const model = loadIntentModel();
    expect(evaluateModel(model, redacted).accuracy).toBeGreaterThanOrEqual(evaluateModel(model, texts).accuracy);
  });

  it("fit into their share of the Lambda's bundle", () => {
    expect(encodedIntentModel.length + encodedEnglishVectors.length).toBeLessThanOrEqual(8_000_000);
  });
});
