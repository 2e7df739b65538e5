import { blendScores, type HeldOut } from "./held-out.ts";
import { toProbabilities } from "./linear-model.ts";

const [lowest, highest] = [0.01, 100];
const rounds = 3;
const steps = 24;

/**
 * How much each part of a model shall weigh, so that the softmax of the sum means what it says: the shares that minimise the mean negative log likelihood
 * of held-out examples, one after the other by golden section search on the logarithm. With one part this is temperature scaling (Guo, Pleiss, Sun and
 * Weinberger, "On Calibration of Modern Neural Networks", 2017).
 */
export function fitBlend(heldOut: readonly HeldOut[]): number[] {
  const shares = (heldOut[0]?.scores ?? []).map(() => 1);
  for (let round = 0; round < rounds; round += 1) {
    shares.forEach((_, place) => {
      shares[place] = goldenSection((share) => surprise(heldOut, shares.with(place, share)));
    });
  }
  return shares.map((share) => Number(share.toFixed(4)));
}

function goldenSection(cost: (value: number) => number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(lowest);
  let high = Math.log(highest);
  let left = high - golden * (high - low);
  let right = low + golden * (high - low);
  let [leftCost, rightCost] = [cost(Math.exp(left)), cost(Math.exp(right))];
  for (let step = 0; step < steps; step += 1) {
    if (leftCost < rightCost) {
      high = right;
      [right, rightCost] = [left, leftCost];
      left = high - golden * (high - low);
      leftCost = cost(Math.exp(left));
    } else {
      low = left;
      [left, leftCost] = [right, rightCost];
      right = low + golden * (high - low);
      rightCost = cost(Math.exp(right));
    }
  }
  return Math.exp((low + high) / 2);
}

function surprise(heldOut: readonly HeldOut[], shares: readonly number[]): number {
  return heldOut.reduce(
    (sum, { scores, label }) => sum - Math.log((toProbabilities(blendScores(scores, shares))[label] ?? 0) + 1e-12),
    0,
  );
}
