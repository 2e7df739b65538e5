import type { LinearFunctions } from "./linear-functions.ts";
import { pickBelow } from "./seeded-random.ts";
import type { ClassProblem } from "./train-separators.ts";

const firstRate = 1.2;
const biasRate = 0.1;
/** A class whose probability is off by less than this is left as it is: most are, and it saves most of the time. */
const negligible = 1e-4;

/**
 * Multinomial logistic regression by stochastic gradient descent, one row at a time, its rate falling to nothing in a straight line. It is kept from
 * overfitting by stopping after a few passes.
 */
export function trainSoftmax({ matrix, classes, classCount, random }: ClassProblem, passes: number): LinearFunctions {
  const { rowCount, columnCount, starts, columns, values } = matrix;
  const weights = new Float32Array(columnCount * classCount);
  const biases = new Float32Array(classCount);
  const order = Uint32Array.from({ length: rowCount }, (_, row) => row);
  const errors = new Float64Array(classCount);
  const wrong = new Uint16Array(classCount);
  for (let pass = 0; pass < passes; pass += 1) {
    const rate = firstRate * (1 - pass / passes);
    for (let place = 0; place < rowCount; place += 1) {
      const other = place + pickBelow(random, rowCount - place);
      const row = order[other] ?? 0;
      order[other] = order[place] ?? 0;
      order[place] = row;
      const [from, to] = [starts[row] ?? 0, starts[row + 1] ?? 0];
      errors.set(biases);
      for (let at = from; at < to; at += 1) {
        const value = values[at] ?? 0;
        const base = (columns[at] ?? 0) * classCount;
        for (let label = 0; label < classCount; label += 1) {
          errors[label] = (errors[label] ?? 0) + value * (weights[base + label] ?? 0);
        }
      }
      const wrongCount = toErrors(errors, classes[row] ?? 0, wrong);
      for (let index = 0; index < wrongCount; index += 1) {
        const label = wrong[index] ?? 0;
        const step = rate * (errors[label] ?? 0);
        errors[label] = step;
        biases[label] = (biases[label] ?? 0) - step * biasRate;
      }
      for (let at = from; at < to; at += 1) {
        const value = values[at] ?? 0;
        const base = (columns[at] ?? 0) * classCount;
        for (let index = 0; index < wrongCount; index += 1) {
          const label = wrong[index] ?? 0;
          weights[base + label] = (weights[base + label] ?? 0) - value * (errors[label] ?? 0);
        }
      }
    }
  }
  return { weights, biases };
}

/** Turns logits into probability minus truth, in place, and lists the classes where that is worth a step; says how many. */
function toErrors(logits: Float64Array, truth: number, wrong: Uint16Array): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let label = 0; label < logits.length; label += 1) top = Math.max(top, logits[label] ?? top);
  let sum = 0;
  for (let label = 0; label < logits.length; label += 1) {
    const power = Math.exp((logits[label] ?? 0) - top);
    logits[label] = power;
    sum += power;
  }
  let count = 0;
  for (let label = 0; label < logits.length; label += 1) {
    const error = (logits[label] ?? 0) / sum - (label === truth ? 1 : 0);
    logits[label] = error;
    if (Math.abs(error) < negligible) continue;
    wrong[count] = label;
    count += 1;
  }
  return count;
}
