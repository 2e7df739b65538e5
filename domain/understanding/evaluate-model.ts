import { areaUnderCurve } from "./area-under-curve.ts";
import type { LabelledText } from "./labelled-text.ts";
import { type LinearModel, scoreLabels, toProbabilities } from "./linear-model.ts";
import { scoreOutOfScope } from "./score-out-of-scope.ts";
import { vectorise } from "./vectorise.ts";

/** How one label did. Shares are between 0 and 1; those of nothing are 0. */
export interface LabelFigures {
  readonly label: string;
  /** Texts that carry it. */
  readonly texts: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** From which confidence on acting on it pays. */
  readonly threshold: number;
}

/** Texts whose confidence lay in one tenth, the mean of it, and how many were right. */
export interface CalibrationBin {
  readonly texts: number;
  readonly confidence: number;
  readonly accuracy: number;
}

/** Figures of a model on texts that it was not trained on. Shares are between 0 and 1. */
export interface Evaluation {
  readonly texts: number;
  readonly accuracy: number;
  /** Mean over the labels that occur of the harmonic mean of precision and recall. */
  readonly macroF1: number;
  /** Expected calibration error, ten equal bins: how far confidence and accuracy lie apart. */
  readonly calibrationError: number;
  readonly bins: readonly CalibrationBin[];
  readonly byLabel: readonly LabelFigures[];
  /** Share of the texts whose answer was sure enough to act on, and share of those that were right. */
  readonly acted: { readonly share: number; readonly accuracy: number };
  /** How well texts that are out of scope are told from the others (area under the ROC curve); only where there are such texts. */
  readonly outOfScope: { readonly texts: number; readonly auroc: number } | undefined;
  /** Wrong answers, most frequent first. */
  readonly confusions: readonly { readonly expected: string; readonly answered: string; readonly count: number }[];
  readonly misses: readonly { readonly text: string; readonly expected: string; readonly answered: string }[];
}

/** What is measured besides the labelled texts. */
export interface EvaluationOptions {
  /** Texts that no label fits. Where there are any, the answer for the others is sought among the labels but `outOfScope`. */
  readonly outOfScopeTexts?: readonly string[];
  /** The only labels that count as answers; all, unless told. */
  readonly among?: readonly string[];
}

interface Answer {
  readonly label: string;
  readonly place: number;
  readonly confidence: number;
  readonly outOfScope: number;
}

/** Measures a model on labelled texts. An empty list gives zeros. */
export function evaluateModel(
  model: LinearModel,
  texts: readonly LabelledText[],
  { outOfScopeTexts = [], among }: EvaluationOptions = {},
): Evaluation {
  const allowed = model.labels.map(
    (label) => (!among || among.includes(label)) && (outOfScopeTexts.length === 0 || label !== model.outOfScope),
  );
  const rows = texts.map(({ text, label }) => ({ text, expected: label, answer: answerFor(model, text, allowed) }));
  const misses = rows
    .filter(({ expected, answer }) => answer.label !== expected)
    .map(({ text, expected, answer }) => ({ text, expected, answered: answer.label }));
  const byLabel = model.labels.map((label, place) => figuresOf(label, model.thresholds[place] ?? 0, rows));
  const present = byLabel.filter((one) => one.texts > 0);
  const bins = fillBins(rows);
  const acted = rows.filter(({ answer }) => answer.confidence >= (model.thresholds[answer.place] ?? 0));
  return {
    texts: texts.length,
    accuracy: share(texts.length - misses.length, texts.length),
    macroF1: mean(present.map(({ f1 }) => f1)),
    calibrationError: share(
      bins.reduce((sum, bin) => sum + bin.texts * Math.abs(bin.confidence - bin.accuracy), 0),
      texts.length,
    ),
    bins,
    byLabel,
    acted: {
      share: share(acted.length, rows.length),
      accuracy: share(acted.filter(({ expected, answer }) => expected === answer.label).length, acted.length),
    },
    outOfScope: measureOutOfScope(model, rows, outOfScopeTexts, allowed),
    confusions: countConfusions(misses),
    misses,
  };
}

interface Row {
  readonly expected: string;
  readonly answer: Answer;
}

function answerFor(model: LinearModel, text: string, allowed: readonly boolean[]): Answer {
  const logits = scoreLabels(model, vectorise(model, text));
  const probabilities = toProbabilities(logits.map((logit, at) => (allowed[at] ? logit : Number.NEGATIVE_INFINITY)));
  const confidence = Math.max(...probabilities);
  const place = probabilities.indexOf(confidence);
  return { label: model.labels[place] ?? "", place, confidence, outOfScope: scoreOutOfScope(model, logits) };
}

function figuresOf(label: string, threshold: number, rows: readonly Row[]): LabelFigures {
  const expected = rows.filter((row) => row.expected === label).length;
  const answered = rows.filter((row) => row.answer.label === label).length;
  const right = rows.filter((row) => row.expected === label && row.answer.label === label).length;
  return {
    label,
    texts: expected,
    precision: share(right, answered),
    recall: share(right, expected),
    f1: share(2 * right, expected + answered),
    threshold,
  };
}

function fillBins(rows: readonly Row[]): CalibrationBin[] {
  return Array.from({ length: 10 }, (_, bin) => {
    const inside = rows.filter(({ answer }) => Math.min(Math.floor(answer.confidence * 10), 9) === bin);
    return {
      texts: inside.length,
      confidence: mean(inside.map(({ answer }) => answer.confidence)),
      accuracy: share(inside.filter(({ expected, answer }) => expected === answer.label).length, inside.length),
    };
  });
}

function measureOutOfScope(
  model: LinearModel,
  rows: readonly Row[],
  outOfScopeTexts: readonly string[],
  allowed: readonly boolean[],
): Evaluation["outOfScope"] {
  const isOut = ({ expected }: Row) => expected === model.outOfScope;
  const outside = [
    ...outOfScopeTexts.map((text) => answerFor(model, text, allowed).outOfScope),
    ...rows.filter(isOut).map(({ answer }) => answer.outOfScope),
  ];
  if (outside.length === 0) return undefined;
  const inside = rows.filter((row) => !isOut(row)).map(({ answer }) => answer.outOfScope);
  return { texts: outside.length, auroc: areaUnderCurve(outside, inside) };
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

function mean(values: readonly number[]): number {
  return share(
    values.reduce((sum, value) => sum + value, 0),
    values.length,
  );
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
