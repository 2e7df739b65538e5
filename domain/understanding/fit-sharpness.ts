import { toProbabilities } from "./linear-model.ts";

/** Scores of one example that took no part in training, with the right answer's place in them. */
export interface HeldOutScores {
  readonly scores: readonly number[];
  readonly label: number;
}

/**
 * The sharpness (inverse temperature) that makes held-out probabilities mean what they say: it minimises the mean negative log likelihood, which has
 * one minimum, by golden section search on its logarithm. Source: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks" (2017).
 */
export function fitSharpness(heldOut: readonly HeldOutScores[]): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(0.1);
  let high = Math.log(100);
  for (let round = 0; round < 40; round += 1) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (surprise(heldOut, Math.exp(left)) < surprise(heldOut, Math.exp(right))) high = right;
    else low = left;
  }
  return Number(Math.exp((low + high) / 2).toFixed(4));
}

function surprise(heldOut: readonly HeldOutScores[], sharpness: number): number {
  let sum = 0;
  for (const { scores, label } of heldOut)
    sum -= Math.log(Math.max(toProbabilities(scores, sharpness)[label] ?? 0, 1e-12));
  return sum / heldOut.length;
}
