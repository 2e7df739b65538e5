import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { redactText } from "../../../domain/redaction/redact-text.ts";
import { classifyIntent } from "../../../domain/understanding/classify-intent.ts";
import { parseLabelledText } from "../../../domain/understanding/labelled-text.ts";
import { loadIntentModel } from "../../../domain/understanding/load-intent-model.ts";
import { intentLabels } from "../../../schemas/intent.ts";

const model = loadIntentModel();

/** Utterances with personal data, each with its intent. */
function utterances(language: "ko" | "en") {
  const name = `intents.${language}.tsv`;
  const file = new URL(`../../../domain/redaction/data/${name}`, import.meta.url);
  return parseLabelledText(readFileSync(file, "utf8"), intentLabels, name);
}

describe("the intent of an utterance with personal data", () => {
  it.each(["ko", "en"] as const)("is understood without the data at least as often as with it (%s)", (language) => {
    const set = utterances(language);
    const isRight = (label: string, text: string) => classifyIntent(model, text).intent === label;
    const redacted = set.map((one) => ({
      ...one,
      left: redactText(one.text, language === "ko" ? "ko-KR" : "en-US").text,
    }));
    expect(redacted.filter(({ text, left }) => text === left)).toEqual([]);
    const clear = redacted.filter(({ label, text }) => isRight(label, text));
    const after = redacted.filter(({ label, left }) => isRight(label, left));
    console.info(`${language}: intent right for ${clear.length} of ${set.length} in clear, ${after.length} redacted`, {
      lost: clear.filter((one) => !after.includes(one)).map(({ left }) => left),
    });
    expect(set.length).toBeGreaterThanOrEqual(10);
    expect(after.length).toBeGreaterThanOrEqual(clear.length);
  });
});
