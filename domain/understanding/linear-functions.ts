import type { SparseRow } from "./sparse-matrix.ts";

/** One linear function a class: `weights[column * biases.length + class]`, and a bias each. */
export interface LinearFunctions {
  readonly weights: Float32Array;
  readonly biases: Float32Array;
}

/** The value of each class's function. */
export function applyFunctions({ weights, biases }: LinearFunctions, { columns, values }: SparseRow): number[] {
  const width = biases.length;
  const sums = Float64Array.from(biases);
  for (let at = 0; at < columns.length; at += 1) {
    const value = values[at] ?? 0;
    const from = (columns[at] ?? 0) * width;
    for (let label = 0; label < width; label += 1)
      sums[label] = (sums[label] ?? 0) + value * (weights[from + label] ?? 0);
  }
  return Array.from(sums);
}

/** The sum of functions over the same columns, each multiplied by its share: linear again. */
export function blendFunctions(functions: readonly LinearFunctions[], shares: readonly number[]): LinearFunctions {
  const blend = (pick: (part: LinearFunctions) => Float32Array): Float32Array => {
    const out = new Float32Array(functions[0] ? pick(functions[0]).length : 0);
    functions.forEach((part, place) => {
      const share = shares[place] ?? 0;
      const numbers = pick(part);
      for (let at = 0; at < out.length; at += 1) out[at] = (out[at] ?? 0) + share * (numbers[at] ?? 0);
    });
    return out;
  };
  return { weights: blend((part) => part.weights), biases: blend((part) => part.biases) };
}
