import type { SparseVector } from "./linear-model.ts";
import { shuffled } from "./seeded-random.ts";

/** A training problem: parallel lists of vectors and class numbers. */
export interface SeparationProblem {
  readonly vectors: readonly SparseVector[];
  readonly classes: readonly number[];
  readonly classCount: number;
  readonly rowCount: number;
  /** Cost of a margin violation. */
  readonly cost: number;
  readonly random: () => number;
}

/** One hyperplane a class: `weights[row * classCount + class]`, and a bias each. */
export interface Separators {
  readonly weights: Float32Array;
  readonly biases: Float32Array;
}

const maximumPasses = 30;
const tolerance = 0.02;
/** The value of the constant feature that carries the bias. */
const biasInput = 0.3;

/**
 * One-against-rest support vector machines with squared hinge loss, solved by dual coordinate descent:
 * Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual coordinate descent method for large-scale linear SVM" (ICML 2008), algorithm 1.
 */
export function trainSeparators(problem: SeparationProblem): Separators {
  const { classCount, rowCount } = problem;
  const weights = new Float32Array(rowCount * classCount);
  const biases = new Float32Array(classCount);
  for (let target = 0; target < classCount; target += 1) {
    const plane = separate(problem, target);
    biases[target] = (plane[rowCount] ?? 0) * biasInput;
    for (let row = 0; row < rowCount; row += 1) weights[row * classCount + target] = plane[row] ?? 0;
  }
  return { weights, biases };
}

function separate({ vectors, classes, rowCount, cost, random }: SeparationProblem, target: number): Float64Array {
  const plane = new Float64Array(rowCount + 1);
  const alphas = new Float64Array(vectors.length);
  const diagonal = 1 / (2 * cost);
  const curvatures = vectors.map(
    ({ values }) => values.reduce((sum, value) => sum + value * value, 0) + biasInput * biasInput + diagonal,
  );
  let order = vectors.map((_, index) => index);
  for (let pass = 0; pass < maximumPasses; pass += 1) {
    order = shuffled(order, random);
    let worst = 0;
    for (const index of order) {
      const vector = vectors[index];
      if (!vector) continue;
      const sign = classes[index] === target ? 1 : -1;
      const alpha = alphas[index] ?? 0;
      const gradient = sign * dot(plane, vector) - 1 + diagonal * alpha;
      const projected = alpha === 0 ? Math.min(gradient, 0) : gradient;
      worst = Math.max(worst, Math.abs(projected));
      if (projected === 0) continue;
      const next = Math.max(alpha - gradient / (curvatures[index] ?? 1), 0);
      alphas[index] = next;
      addScaled(plane, vector, (next - alpha) * sign);
    }
    if (worst < tolerance) break;
  }
  return plane;
}

function dot(plane: Float64Array, { rows, values }: SparseVector): number {
  let sum = (plane[plane.length - 1] ?? 0) * biasInput;
  for (let at = 0; at < rows.length; at += 1) sum += (plane[rows[at] ?? 0] ?? 0) * (values[at] ?? 0);
  return sum;
}

function addScaled(plane: Float64Array, { rows, values }: SparseVector, factor: number): void {
  const last = plane.length - 1;
  plane[last] = (plane[last] ?? 0) + factor * biasInput;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    plane[row] = (plane[row] ?? 0) + factor * (values[at] ?? 0);
  }
}
