import { type LinearModel, scoreLabels, vectorise } from "./linear-model.ts";

/** One feature's part in a decision: how far it pushed the score of the label against the mean of the others. */
export interface Reason {
  /** As `extractFeatures` writes it: a family letter, a space, the n-gram. */
  readonly feature: string;
  readonly contribution: number;
}

/**
 * The features that spoke most for a label (the best one unless told), strongest first. They are n-grams of the utterance: give only redacted text
 * where the answer is stored or shown.
 * @throws Error when the model has no such label
 */
export function explainIntent(model: LinearModel, text: string, label?: string, count = 5): Reason[] {
  const vector = vectorise(model, text);
  const scores = scoreLabels(model, vector);
  const target = label === undefined ? scores.indexOf(Math.max(...scores)) : model.labels.indexOf(label);
  if (target < 0)
    throw new Error(`explainIntent: the model has no label "${label}"; it has ${model.labels.join(", ")}`);
  const width = model.labels.length;
  const weightOf = (row: number, at: number): number => (model.weights[row * width + at] ?? 0) * (model.steps[at] ?? 0);
  return vector.rows
    .map((row, at) => {
      const own = weightOf(row, target);
      let others = 0;
      for (let other = 0; other < width; other += 1) if (other !== target) others += weightOf(row, other);
      return {
        feature: vector.features[at] ?? "",
        contribution: (vector.values[at] ?? 0) * (own - others / (width - 1)),
      };
    })
    .filter(({ contribution }) => contribution > 0)
    .sort((a, b) => b.contribution - a.contribution)
    .slice(0, count);
}
