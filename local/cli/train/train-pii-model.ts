import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findPii } from "../../../domain/redaction/find-pii.ts";
import { judgePii } from "../../../domain/redaction/judge-pii.ts";
import { encodeSequenceModel } from "../../../domain/redaction/learned/encode-sequence-model.ts";
import { createSequenceReader, type SequenceReader } from "../../../domain/redaction/learned/sequence-reader.ts";
import { settleModel } from "../../../domain/redaction/learned/settle-model.ts";
import { type MarkedText, taggedText } from "../../../domain/redaction/learned/tagged-text.ts";
import { type TaggedText, trainSequenceModel } from "../../../domain/redaction/learned/train-sequence-model.ts";
import { type MarkedUtterance, readMarkedSet } from "../evaluate-pii/marked-set.ts";
import { measureRedaction } from "../evaluate-pii/measure-redaction.ts";
import { writtenLanguage } from "../evaluate-pii/written-language.ts";
import { exchangeData } from "./exchange-data.ts";
import { mishearMarked } from "./mishear-marked.ts";
import { readPlanText, textsFor } from "./plan-text.ts";
import { classifierPlans, piiPlan } from "./training-plans.ts";

/** By these the rules were made. */
const knownSets = ["development", "validation", "test", ...[1, 2, 3, 4, 5, 7, 8, 9].map((set) => `blind-${set}`)];
/** By these neither rules nor model were made. */
const blindSets = ["blind-10", "blind-11", "blind-12"];
const folder = join(import.meta.dirname, "../../../domain/redaction/data");

/** The sets of `domain/redaction/data` that are called so, in both languages; `training-*` stands for all whose names begin so. */
function readSets(...names: readonly string[]): MarkedUtterance[] {
  const beginnings = names.map((name) => (name.endsWith("*") ? name.slice(0, -1) : `${name}.`));
  return readdirSync(folder)
    .filter((file) => file.endsWith(".txt") && beginnings.some((beginning) => file.startsWith(beginning)))
    .sort()
    .flatMap((file) => readMarkedSet(readFileSync(join(folder, file), "utf8"), file));
}

/** What callers say about their concerns: the words in it are no names, and the numbers nobody's, but for the few in which the rules see some. */
function readUnmarked(): MarkedText[] {
  return textsFor("training", readPlanText(classifierPlans.intents))
    .filter(({ text }) => findPii(text, writtenLanguage(text)).length === 0)
    .map(({ text }) => ({ text, spans: [] }));
}

const ruledText = (one: MarkedText): TaggedText => taggedText(one, findPii(one.text, writtenLanguage(one.text)));

/**
 * Trains on the marked utterances, and measures on the blind ones.
 * @param onProgress told how far it is
 */
export function trainPiiModel(onProgress: (step: string) => void): { encoded: string; figures: readonly string[] } {
  onProgress("personal data: reading");
  const unread = readSets("training-*");
  const known = readSets(...knownSets);
  const unmarkedUtterances = readUnmarked();
  const everyFourth = unmarkedUtterances.filter((_, at) => at % 4 === 0);
  const unmarked = unmarkedUtterances.map((one) => taggedText(one, []));
  const texts = [
    ...known.map((one) => taggedText(one, undefined)),
    ...unread.map(ruledText),
    ...mishearMarked(exchangeData(unread, piiPlan.seed), piiPlan.seed).map(ruledText),
    ...unmarked,
    ...mishearMarked(everyFourth, piiPlan.seed).map(ruledText),
  ];
  const trained = trainSequenceModel(texts, { ...piiPlan, onProgress: (step) => onProgress(`personal data: ${step}`) });
  const model = settleModel(trained, [...unmarked, ...known.map(ruledText)]);
  const encoded = encodeSequenceModel(model);
  const read = createSequenceReader(model);
  return {
    encoded,
    figures: [
      `personal data: ${texts.length} utterances, ${model.hashes.length} features, ${encoded.length} bytes`,
      ...blindSets.map((name) => figuresOn(name, read)),
    ],
  };
}

function figuresOn(name: string, read: SequenceReader): string {
  const set = readSets(name);
  const figuresOf = (by: string, redact: typeof findPii) => {
    const { recall, precision } = measureRedaction(set, (text) => redact(text, writtenLanguage(text)));
    return `${by} recall ${(recall * 100).toFixed(1)} %, precision ${(precision * 100).toFixed(1)} %`;
  };
  const judged = figuresOf("rules and model", (text, languageCode) => judgePii(text, languageCode, read));
  return `  ${name}: ${set.length} utterances · ${figuresOf("rules alone", findPii)} · ${judged}`;
}
