import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { classifyIntent, type IntentModel } from "../../../domain/understanding/classify-intent.ts";
import { decodeModel } from "../../../domain/understanding/decode-model.ts";
import { encodeModel } from "../../../domain/understanding/encode-model.ts";
import { parseLabelledText } from "../../../domain/understanding/labelled-text.ts";
import { loadWordVectors } from "../../../domain/understanding/load-word-vectors.ts";
import { defaultTraining, trainLinearModel } from "../../../domain/understanding/train-linear-model.ts";
import { LabelSet } from "../../../schemas/intents/label-set.ts";

const folder = join(import.meta.dirname, "clinic");
const labelSet = LabelSet.parse(JSON.parse(readFileSync(join(folder, "labels.json"), "utf8")));
const labels = labelSet.labels.map(({ name }) => name);
const texts = parseLabelledText(readFileSync(join(folder, "training.tsv"), "utf8"), labels, "clinic/training.tsv");
const { outOfScope, wrongAnswerCost } = labelSet;
const training = { ...defaultTraining, outOfScope, wrongAnswerCost, wordVectors: loadWordVectors() };

describe("another business: a clinic, by its label file and its training text alone", () => {
  const trained = trainLinearModel(texts, labels, training);
  const clinic: IntentModel = { ...decodeModel(encodeModel(trained), loadWordVectors()), labelSet };

  it.each([
    ["진료 예약 하려고 하는데요", "book_visit"],
    ["예약 취소할게요", "cancel_visit"],
    ["처방전 받을 수 있어요", "prescription"],
    ["검사 결과 좀 알려 주세요", "test_result"],
    ["can I make an appointment with the doctor", "book_visit"],
    ["cancel the appointment please", "cancel_visit"],
    ["is the result of my blood test there", "test_result"],
    ["노래 틀어 줘", "other"],
  ])("understands %j", (text, intent) => {
    expect(classifyIntent(clinic, text).intent).toBe(intent);
  });

  it("says what decided, in pieces of the utterance", () => {
    const [best] = classifyIntent(clinic, "처방전 받을 수 있어요").alternatives;
    expect(best?.reasons.join(" ")).toContain("처방");
  });

  it("expects the replies of its own dialogue", () => {
    const yes = (context: { lastAction?: string }) =>
      classifyIntent(clinic, "그래요 그럼", context).alternatives.find(({ intent }) => intent === "yes")?.confidence ??
      0;
    expect(yes({ lastAction: "propose_time" })).toBeGreaterThan(yes({}));
    expect(yes({ lastAction: "offer_callback" })).toBe(yes({}));
  });

  it("calls silence what the clinic calls out of scope", () => {
    expect(classifyIntent(clinic, "").intent).toBe("other");
  });

  it("asks for more certainty where wrong answers cost more", () => {
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const lenient = trainLinearModel(texts, labels, { ...training, wrongAnswerCost: 0.5 });
    expect(mean(trained.thresholds)).toBeGreaterThan(mean(lenient.thresholds));
  });
});

describe("LabelSet", () => {
  it.each([
    [{ outOfScope: "nothing" }, /nothing is not among the labels/],
    [{ labels: [...labelSet.labels, { name: "yes", wants: "to agree" }] }, /yes is there twice/],
    [{ expectedAfter: { end: { goodbye: 1 } } }, /goodbye is not among the labels/],
    [{ labels: [...labelSet.labels, { name: "Book Visit", wants: "to come" }] }, /lower_snake_case/],
  ])("names what is wrong in %j", (change, message) => {
    expect(() => LabelSet.parse({ ...labelSet, ...change })).toThrow(message);
  });
});
