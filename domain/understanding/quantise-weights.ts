import type { LinearFunctions } from "./linear-functions.ts";
import type { LinearModel } from "./linear-model.ts";

/** Weights are whole numbers from minus this to this: they fit into four bits. */
export const largestWeight = 7;
/** Scales are the largest one divided by a power of this: a scale fits into a byte, and no weight is rounded up by more than a tenth. */
export const scaleRatio = 2 ** (1 / 8);

/**
 * Weights as 4-bit numbers, one scale a column: a sixth of the size of floats, and no measurable loss of accuracy, because the rounding errors of an
 * utterance's hundred n-grams cancel out.
 */
export function quantiseWeights({
  weights,
  biases,
}: LinearFunctions): Pick<LinearModel, "weights" | "scales" | "biases"> {
  const width = biases.length;
  const lengths = Float32Array.from({ length: weights.length / width }, (_, column) =>
    weights
      .subarray(column * width, (column + 1) * width)
      .reduce((most, weight) => Math.max(most, Math.abs(weight)), 0),
  );
  const largest = Math.fround(lengths.reduce((most, length) => Math.max(most, length), 0) / largestWeight);
  const scales = lengths.map((length) => scaleOf(codeOf(length / largestWeight, largest), largest));
  const quantised = Int8Array.from(weights, (weight, at) => {
    const steps = Math.round(weight / (scales[Math.floor(at / width)] || 1));
    return Math.max(-largestWeight, Math.min(largestWeight, steps));
  });
  return { weights: quantised, scales, biases };
}

/** The byte for a scale: the nearest power. */
export function codeOf(scale: number, largest: number): number {
  if (scale <= 0) return 255;
  return Math.min(255, Math.max(0, Math.round(Math.log2(largest / scale) * 8)));
}

/** The scale that a byte stands for; the inverse of {@link codeOf}. */
export function scaleOf(code: number, largest: number): number {
  return Math.fround(largest * scaleRatio ** -code);
}
