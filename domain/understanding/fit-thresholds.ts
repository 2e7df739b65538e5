import { blendScores, type HeldOut } from "./held-out.ts";
import { toProbabilities } from "./linear-model.ts";

/** Thresholds stay between these, whatever few examples say. */
const [lowest, highest] = [0.2, 0.9];
/** How many held-out answers the theory weighs as much as. */
const trust = 20;

/**
 * For each label the probability from which on an answer with it costs less than asking again or handing over. A wrong answer costs `wrongAnswerCost`,
 * a right one that was not given costs 1. Where probabilities mean what they say, that is `wrongAnswerCost / (wrongAnswerCost + 1)` for every label;
 * where the held-out answers with a label were more often right or wrong than that, its threshold moves, the more the more answers there were.
 */
export function fitThresholds(
  heldOut: readonly HeldOut[],
  shares: readonly number[],
  classCount: number,
  wrongAnswerCost: number,
): number[] {
  const theory = wrongAnswerCost / (wrongAnswerCost + 1);
  const answers = Array.from({ length: classCount }, (): { confidence: number; right: boolean }[] => []);
  for (const { scores, label } of heldOut) {
    const probabilities = toProbabilities(blendScores(scores, shares));
    const confidence = Math.max(...probabilities);
    const answered = probabilities.indexOf(confidence);
    answers[answered]?.push({ confidence, right: answered === label });
  }
  return answers.map((ofLabel) => {
    const best = cheapest(ofLabel, wrongAnswerCost, theory);
    const blended = (best * ofLabel.length + theory * trust) / (ofLabel.length + trust);
    return Number(Math.min(highest, Math.max(lowest, blended)).toFixed(3));
  });
}

/** The threshold of the least cost on these answers, to two digits; among equals the one nearest to the theory. */
function cheapest(
  answers: readonly { readonly confidence: number; readonly right: boolean }[],
  wrongAnswerCost: number,
  theory: number,
): number {
  let best = theory;
  let least = Number.POSITIVE_INFINITY;
  for (let percent = lowest * 100; percent <= highest * 100; percent += 1) {
    const threshold = percent / 100;
    let cost = Math.abs(threshold - theory) * 1e-3;
    for (const { confidence, right } of answers) {
      if (confidence >= threshold && !right) cost += wrongAnswerCost;
      if (confidence < threshold && right) cost += 1;
    }
    if (cost < least) [best, least] = [threshold, cost];
  }
  return best;
}
