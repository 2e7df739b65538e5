import type { TagProbabilities } from "./tag-probabilities.ts";
import type { Tag } from "./tag-sequence.ts";

/** A text of which the right tags are known, and what a model makes of it. */
export interface JudgedText {
  /** For each token the places of its features among the model's. */
  readonly rows: readonly ArrayLike<number>[];
  readonly tags: readonly Tag[];
  readonly probabilities: TagProbabilities;
}

/** What a step changes. Without `transitions`, which tag follows which stays as it is. */
export interface ModelWeights {
  readonly weights: Float32Array;
  readonly transitions?: Float32Array;
}

/** A token that is so nearly right teaches nothing that outweighs the time it takes. */
const negligible = 5e-4;

/** A step up the likelihood of the right tags: what speaks for each tag gains what the tag's probability lacks, or loses what it has too much, times the rate. */
export function climbLikelihood(
  { rows, tags, probabilities }: JudgedText,
  { weights, transitions }: ModelWeights,
  rate: number,
): void {
  const { tagCount } = probabilities;
  let wasWrong = false;
  rows.forEach((row, at) => {
    const right = tags[at] ?? 0;
    let isWrong = false;
    for (let tag = 0; tag < tagCount; tag += 1) {
      const lack = (tag === right ? 1 : 0) - probabilities.of(at, tag);
      if (Math.abs(lack) < negligible) continue;
      isWrong = true;
      for (let place = 0; place < row.length; place += 1) {
        const weight = (row[place] as number) * tagCount + tag;
        weights[weight] = (weights[weight] as number) + rate * lack;
      }
    }
    if (transitions && at > 0 && (isWrong || wasWrong)) climbTransitions(transitions, at);
    wasWrong = isWrong;
  });

  function climbTransitions(transitions: Float32Array, at: number): void {
    for (let before = 0; before < tagCount; before += 1) {
      if (before !== tags[at - 1] && probabilities.of(at - 1, before) < negligible) continue;
      for (let tag = 0; tag < tagCount; tag += 1) {
        const place = before * tagCount + tag;
        const isRight = before === tags[at - 1] && tag === tags[at];
        const lack = (isRight ? 1 : 0) - probabilities.ofPair(at, before, tag);
        transitions[place] = (transitions[place] ?? 0) + rate * lack;
      }
    }
  }
}
