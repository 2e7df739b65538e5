/**
 * What a token may be: 0, nothing personal; for the type at place `p` of `piiTypes` 1 + 2p where its stretch begins, and 2 + 2p where it goes on.
 */
export type Tag = number;

/** A linear model of sequences: what each feature says for each tag, and each tag for the next one. */
export interface SequenceModel {
  readonly tagCount: number;
  /** The features that are known, in ascending order. */
  readonly hashes: Uint32Array;
  /** `weights[feature * tagCount + tag]`, in multiples of `unit`. */
  readonly weights: ArrayLike<number>;
  /** `transitions[before * tagCount + tag]` */
  readonly transitions: ArrayLike<number>;
  readonly unit: number;
}

/** Whether a tag may follow another: a stretch goes on only behind its own beginning or middle. */
export function mayFollow(before: Tag, tag: Tag): boolean {
  return tag === 0 || tag % 2 === 1 || before === tag || before === tag - 1;
}

/** Finds the best tags of a text. */
export type Tagger = (rows: readonly ArrayLike<number>[]) => Tag[];

/**
 * Makes a tagger by the weights of a model as they are when it is called (Viterbi, "Error bounds for convolutional codes", IEEE Transactions on Information
 * Theory 13, 1967). It takes for each token the places of its known features among the model's.
 */
export function createTagger({ tagCount, weights, transitions, unit }: Omit<SequenceModel, "hashes">): Tagger {
  const all = Array.from({ length: tagCount }, (_, tag) => tag);
  const predecessors = all.map((tag) => Uint8Array.from(all.filter((before) => mayFollow(before, tag))));
  const emission = new Float64Array(tagCount);

  /** What a token's features say together for each tag. */
  const emit = (row: ArrayLike<number>): void => {
    emission.fill(0);
    for (let at = 0; at < row.length; at += 1) {
      const base = (row[at] ?? 0) * tagCount;
      for (let tag = 0; tag < tagCount; tag += 1) emission[tag] = (emission[tag] ?? 0) + (weights[base + tag] ?? 0);
    }
  };

  return (rows) => {
    const origins = new Uint8Array(rows.length * tagCount);
    let scores = new Float64Array(tagCount).fill(Number.NEGATIVE_INFINITY);
    let next = new Float64Array(tagCount);
    scores[0] = 0;
    rows.forEach((row, at) => {
      emit(row);
      for (let tag = 0; tag < tagCount; tag += 1) {
        const befores = predecessors[tag] as Uint8Array;
        let [best, origin] = [Number.NEGATIVE_INFINITY, 0];
        for (let place = 0; place < befores.length; place += 1) {
          const before = befores[place] ?? 0;
          const score = (scores[before] ?? 0) + (at === 0 ? 0 : (transitions[before * tagCount + tag] ?? 0));
          if (score <= best) continue;
          best = score;
          origin = before;
        }
        next[tag] = best + unit * (emission[tag] ?? 0);
        origins[at * tagCount + tag] = origin;
      }
      [scores, next] = [next, scores];
    });
    const tags: Tag[] = [];
    let tag = scores.indexOf(Math.max(...scores));
    for (let at = rows.length - 1; at >= 0; at -= 1) {
      tags.push(tag);
      tag = origins[at * tagCount + tag] ?? 0;
    }
    return tags.reverse();
  };
}
