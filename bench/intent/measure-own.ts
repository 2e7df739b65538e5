import { readFileSync } from "node:fs";
import { decodeModel } from "../../domain/understanding/decode-model.ts";
import { encodeModel } from "../../domain/understanding/encode-model.ts";
import type { LabelledText } from "../../domain/understanding/labelled-text.ts";
import { type LinearModel, scoreLabels } from "../../domain/understanding/linear-model.ts";
import { trainLinearModel } from "../../domain/understanding/train-linear-model.ts";
import { vectorise } from "../../domain/understanding/vectorise.ts";
import { englishVectorsFile, readVectorFiles } from "../../local/cli/train/read-vector-files.ts";
import type { BenchSet } from "./bench-set.ts";
import { type IntentMeasurement, percentile } from "./measurement.ts";

/** Trains and asks this project's classifier. */
export function measureOwn({ train, test, noisy, training }: BenchSet): IntentMeasurement {
  const labels = [...new Set(train.map(({ label }) => label))].sort();
  const trainStarted = performance.now();
  const trained = trainLinearModel(train, labels, {
    ...training,
    wordVectors: readVectorFiles(),
  });
  const trainSeconds = (performance.now() - trainStarted) / 1_000;
  const encoded = encodeModel(trained);
  const loadStarted = performance.now();
  const model = decodeModel(encoded, readVectorFiles());
  answer(model, test[0]?.text ?? "");
  const loadMs = performance.now() - loadStarted;
  const times: number[] = [];
  const accuracy = share(model, test, times);
  return {
    engine: "aicc",
    accuracy,
    noisyAccuracy: share(model, noisy, []),
    trainSeconds,
    loadMs,
    medianMs: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    modelBytes: encoded.length + Math.ceil(readFileSync(englishVectorsFile).length / 3) * 4,
  };
}

function answer(model: LinearModel, text: string): string {
  const logits = scoreLabels(model, vectorise(model, text));
  return model.labels[logits.indexOf(Math.max(...logits))] ?? "";
}

function share(model: LinearModel, texts: readonly LabelledText[], times: number[]): number {
  let right = 0;
  for (const { text, label } of texts) {
    const started = performance.now();
    if (answer(model, text) === label) right += 1;
    times.push(performance.now() - started);
  }
  return right / texts.length;
}
