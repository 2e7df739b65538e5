import { mayFollow, type SequenceModel, type Tag } from "./tag-sequence.ts";

/** Looked up once: in the contexts that tests run in, each look at a global costs more than the rest. */
const { exp, max } = Math;

/** How probable the tags of one text are. */
export interface TagProbabilities {
  /** How many tokens the text has, and how many tags there are. */
  readonly length: number;
  readonly tagCount: number;
  /** That a token has a tag. */
  of(at: number, tag: Tag): number;
  /** That a token has a tag and the one before it another. */
  ofPair(at: number, before: Tag, tag: Tag): number;
}

/** Reads a text; it takes for each token the places of its known features among the model's. */
export type ProbabilityReader = (rows: readonly ArrayLike<number>[]) => TagProbabilities;

/**
 * Makes a reader by the weights of a model as they are when it is called. The model is a conditional random field (Lafferty, McCallum, Pereira, ICML 2001):
 * all tags of a text together are as probable as the exponential of what the model says for them. Summed forward and backward, and scaled at each token
 * (Rabiner, "A tutorial on hidden Markov models", Proceedings of the IEEE 77, 1989), so that the work grows linearly with the text.
 */
export function createProbabilityReader({
  tagCount,
  weights,
  transitions,
  unit,
}: Omit<SequenceModel, "hashes">): ProbabilityReader {
  const followed = new Float64Array(tagCount * tagCount);

  const weighTransitions = (): void => {
    for (let before = 0; before < tagCount; before += 1) {
      for (let tag = 0; tag < tagCount; tag += 1) {
        const place = before * tagCount + tag;
        followed[place] = mayFollow(before, tag) ? exp(transitions[place] ?? 0) : 0;
      }
    }
  };
  /** What a token's features say together for each tag, as factors of which the largest is 1. */
  const emit = (row: ArrayLike<number>, emissions: Float64Array, here: number): void => {
    for (let place = 0; place < row.length; place += 1) {
      const base = (row[place] as number) * tagCount;
      for (let tag = 0; tag < tagCount; tag += 1)
        emissions[here + tag] = (emissions[here + tag] as number) + (weights[base + tag] as number);
    }
    let most = Number.NEGATIVE_INFINITY;
    for (let tag = 0; tag < tagCount; tag += 1) most = max(most, emissions[here + tag] ?? 0);
    for (let tag = 0; tag < tagCount; tag += 1)
      emissions[here + tag] = exp(unit * ((emissions[here + tag] ?? 0) - most));
  };
  /** What leads to each tag of a token: nothing but a beginning to the first, the tags before to any other. */
  const lead = (forward: Float64Array, here: number): void => {
    if (here === 0) for (let tag = 0; tag < tagCount; tag += 1) forward[tag] = mayFollow(0, tag) ? 1 : 0;
    for (let before = 0; here > 0 && before < tagCount; before += 1) {
      const share = forward[here - tagCount + before] ?? 0;
      if (share === 0) continue;
      const base = before * tagCount;
      for (let tag = 0; tag < tagCount; tag += 1)
        forward[here + tag] = (forward[here + tag] as number) + share * (followed[base + tag] as number);
    }
  };

  return (rows) => {
    const emissions = new Float64Array(rows.length * tagCount);
    const forward = new Float64Array(rows.length * tagCount);
    const backward = new Float64Array(rows.length * tagCount);
    const sums = new Float64Array(rows.length);
    /** What speaks for a tag at a token and behind it. */
    const restOf = (at: number, tag: Tag): number => {
      const place = at * tagCount + tag;
      return ((emissions[place] ?? 0) * (backward[place] ?? 0)) / (sums[at] ?? 1);
    };
    weighTransitions();
    rows.forEach((row, at) => {
      const here = at * tagCount;
      emit(row, emissions, here);
      lead(forward, here);
      let sum = 0;
      for (let tag = 0; tag < tagCount; tag += 1) {
        const likelihood = (forward[here + tag] as number) * (emissions[here + tag] as number);
        forward[here + tag] = likelihood;
        sum += likelihood;
      }
      for (let tag = 0; tag < tagCount; tag += 1) forward[here + tag] = (forward[here + tag] as number) / sum;
      sums[at] = sum;
    });
    backward.fill(1, (rows.length - 1) * tagCount);
    for (let at = rows.length - 1; at > 0; at -= 1) {
      const there = (at - 1) * tagCount;
      for (let tag = 0; tag < tagCount; tag += 1) {
        const rest = restOf(at, tag);
        for (let before = 0; before < tagCount; before += 1)
          backward[there + before] =
            (backward[there + before] as number) + (followed[before * tagCount + tag] as number) * rest;
      }
    }
    return {
      length: rows.length,
      tagCount,
      of: (at, tag) => (forward[at * tagCount + tag] ?? 0) * (backward[at * tagCount + tag] ?? 0),
      ofPair: (at, before, tag) =>
        (forward[(at - 1) * tagCount + before] ?? 0) * (followed[before * tagCount + tag] ?? 0) * restOf(at, tag),
    };
  };
}
