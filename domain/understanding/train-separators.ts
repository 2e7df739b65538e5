import type { LinearFunctions } from "./linear-functions.ts";
import { pickBelow } from "./seeded-random.ts";
import type { SparseMatrix } from "./sparse-matrix.ts";

/** A training problem. */
export interface ClassProblem {
  readonly matrix: SparseMatrix;
  /** The class of each row, from 0. */
  readonly classes: Uint16Array;
  readonly classCount: number;
  readonly random: () => number;
}

/** How the machines are trained. */
export interface SeparatorOptions {
  /** Of a margin violation. */
  readonly cost: number;
  /** How far the projected gradients may lie apart when a machine is done. */
  readonly tolerance: number;
}

const maximumPasses = 20;
/** The value of the constant feature that carries the bias. */
const biasInput = 0.3;

/**
 * One-against-rest support vector machines with squared hinge loss, solved by dual coordinate descent with shrinking: Hsieh, Chang, Lin, Keerthi and
 * Sundararajan, "A dual coordinate descent method for large-scale linear SVM" (ICML 2008), algorithms 1 and 3.
 */
export function trainSeparators(problem: ClassProblem, options: SeparatorOptions): LinearFunctions {
  const { classCount, matrix } = problem;
  const weights = new Float32Array(matrix.columnCount * classCount);
  const biases = new Float32Array(classCount);
  for (let target = 0; target < classCount; target += 1) {
    const plane = separate(problem, target, options);
    biases[target] = (plane[matrix.columnCount] ?? 0) * biasInput;
    for (let column = 0; column < matrix.columnCount; column += 1) {
      weights[column * classCount + target] = plane[column] ?? 0;
    }
  }
  return { weights, biases };
}

function separate(
  { matrix, classes, random }: ClassProblem,
  target: number,
  { cost, tolerance }: SeparatorOptions,
): Float64Array {
  const { rowCount, columnCount } = matrix;
  const plane = new Float64Array(columnCount + 1);
  const alphas = new Float64Array(rowCount);
  const diagonal = 1 / (2 * cost);
  const order = Uint32Array.from({ length: rowCount }, (_, row) => row);
  let active = rowCount;
  let bound = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < maximumPasses; pass += 1) {
    let [most, least] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let place = 0; place < active; place += 1) {
      swap(order, place, place + pickBelow(random, active - place));
      const row = order[place] ?? 0;
      const sign = classes[row] === target ? 1 : -1;
      const alpha = alphas[row] ?? 0;
      const gradient = sign * dot(plane, matrix, row) - 1 + diagonal * alpha;
      if (alpha === 0 && gradient > bound) {
        active -= 1;
        swap(order, place, active);
        place -= 1;
        continue;
      }
      const projected = alpha === 0 ? Math.min(gradient, 0) : gradient;
      most = Math.max(most, projected);
      least = Math.min(least, projected);
      if (projected === 0) continue;
      const next = Math.max(alpha - gradient / (squareOf(matrix, row) + diagonal), 0);
      alphas[row] = next;
      addScaled(plane, matrix, row, (next - alpha) * sign);
    }
    if (most - least < tolerance) {
      if (active === rowCount) break;
      active = rowCount;
      bound = Number.POSITIVE_INFINITY;
    } else {
      bound = most <= 0 ? Number.POSITIVE_INFINITY : most;
    }
  }
  return plane;
}

function swap(order: Uint32Array, a: number, b: number): void {
  const kept = order[a] ?? 0;
  order[a] = order[b] ?? 0;
  order[b] = kept;
}

function dot(plane: Float64Array, { starts, columns, values }: SparseMatrix, row: number): number {
  let sum = (plane[plane.length - 1] ?? 0) * biasInput;
  const end = starts[row + 1] ?? 0;
  for (let at = starts[row] ?? 0; at < end; at += 1) sum += (plane[columns[at] ?? 0] ?? 0) * (values[at] ?? 0);
  return sum;
}

function squareOf({ starts, values }: SparseMatrix, row: number): number {
  let sum = biasInput * biasInput;
  const end = starts[row + 1] ?? 0;
  for (let at = starts[row] ?? 0; at < end; at += 1) sum += (values[at] ?? 0) ** 2;
  return sum;
}

function addScaled(plane: Float64Array, { starts, columns, values }: SparseMatrix, row: number, factor: number): void {
  const last = plane.length - 1;
  plane[last] = (plane[last] ?? 0) + factor * biasInput;
  const end = starts[row + 1] ?? 0;
  for (let at = starts[row] ?? 0; at < end; at += 1) {
    const column = columns[at] ?? 0;
    plane[column] = (plane[column] ?? 0) + factor * (values[at] ?? 0);
  }
}
