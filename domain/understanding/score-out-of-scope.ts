import type { LinearModel } from "./linear-model.ts";

/**
 * How far outside of every label an utterance lies: the higher, the farther; only comparisons mean something. Two things are added: the log probability
 * of the label for what is out of scope, where the model has one, and the negative energy of the others (Liu, Wang, Owens, Li, "Energy-based
 * Out-of-distribution Detection", 2020), which is high where no label is sure.
 * @param logits as `scoreLabels` gives them
 */
export function scoreOutOfScope({ labels, outOfScope }: LinearModel, logits: readonly number[]): number {
  const place = outOfScope === undefined ? -1 : labels.indexOf(outOfScope);
  const energy = logSumExp(logits.filter((_, label) => label !== place));
  if (place < 0) return -energy;
  return (logits[place] ?? 0) - logSumExp(logits) - energy;
}

function logSumExp(logits: readonly number[]): number {
  const top = Math.max(...logits);
  return top + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - top), 0));
}
