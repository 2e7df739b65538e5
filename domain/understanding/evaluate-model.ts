import type { LabelledText } from "./labelled-text.ts";
import { type LinearModel, scoreLabels, toProbabilities, vectorise } from "./linear-model.ts";

/** Figures of a model on texts that it was not trained on. All between 0 and 1, but the count and the confusions. */
export interface Evaluation {
  readonly texts: number;
  readonly accuracy: number;
  /** Mean over the labels of the harmonic mean of precision and recall. */
  readonly macroF1: number;
  /** Expected calibration error, ten equal bins: how far confidence and accuracy lie apart. */
  readonly calibrationError: number;
  /** Wrong answers, most frequent first. */
  readonly confusions: readonly { readonly expected: string; readonly answered: string; readonly count: number }[];
  readonly misses: readonly { readonly text: string; readonly expected: string; readonly answered: string }[];
}

/** Measures a model on labelled texts. An empty list gives zeros. */
export function evaluateModel(model: LinearModel, texts: readonly LabelledText[]): Evaluation {
  const tally = new Map(model.labels.map((label) => [label, { right: 0, expected: 0, answered: 0 }]));
  const bins = Array.from({ length: 10 }, () => ({ texts: 0, right: 0, confidence: 0 }));
  const misses: { text: string; expected: string; answered: string }[] = [];
  for (const { text, label } of texts) {
    const probabilities = toProbabilities(scoreLabels(model, vectorise(model, text)), model.sharpness);
    const confidence = Math.max(...probabilities);
    const answered = model.labels[probabilities.indexOf(confidence)] ?? "";
    const right = answered === label ? 1 : 0;
    if (right === 0) misses.push({ text, expected: label, answered });
    const [expectedTally, answeredTally] = [tally.get(label), tally.get(answered)];
    if (expectedTally) {
      expectedTally.expected += 1;
      expectedTally.right += right;
    }
    if (answeredTally) answeredTally.answered += 1;
    const bin = bins[Math.min(Math.floor(confidence * 10), 9)];
    if (bin) {
      bin.texts += 1;
      bin.right += right;
      bin.confidence += confidence;
    }
  }
  const count = Math.max(texts.length, 1);
  const present = [...tally.values()].filter(({ expected }) => expected > 0);
  const harmonic = present.map(({ right, expected, answered }) => (2 * right) / (expected + answered));
  return {
    texts: texts.length,
    accuracy: (texts.length - misses.length) / count,
    macroF1: harmonic.reduce((sum, value) => sum + value, 0) / Math.max(harmonic.length, 1),
    calibrationError: bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / count,
    confusions: countConfusions(misses),
    misses,
  };
}

function countConfusions(misses: readonly { expected: string; answered: string }[]): Evaluation["confusions"] {
  const counts = new Map<string, { expected: string; answered: string; count: number }>();
  for (const { expected, answered } of misses) {
    const key = `${expected}\t${answered}`;
    const seen = counts.get(key) ?? { expected, answered, count: 0 };
    counts.set(key, { ...seen, count: seen.count + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}
