/**
 * What a token may be: 0, nothing personal; for the type at place `p` of `piiTypes` 1 + 2p where its stretch begins, and 2 + 2p where it goes on.
 */
export type Tag = number;

/** A linear model of sequences: what each feature says for each tag, and each tag for the next one. */
export interface SequenceModel {
  readonly tagCount: number;
  /** Sorted, so that a feature is found by bisection. */
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

/** What each token's features say together for each tag: `emissions[token][tag]`. */
export type Emissions = readonly Float64Array[];

/** @param rows for each token the places of its known features among the model's */
export function emissionsOf(
  { tagCount, weights, unit }: Pick<SequenceModel, "tagCount" | "weights" | "unit">,
  rows: readonly ArrayLike<number>[],
): Emissions {
  return rows.map((row) => {
    const emission = new Float64Array(tagCount);
    for (let at = 0; at < row.length; at += 1) {
      const base = (row[at] ?? 0) * tagCount;
      for (let tag = 0; tag < tagCount; tag += 1)
        emission[tag] = (emission[tag] ?? 0) + unit * (weights[base + tag] ?? 0);
    }
    return emission;
  });
}

/**
 * The best sequence of tags (Viterbi, "Error bounds for convolutional codes", IEEE Transactions on Information Theory 13, 1967).
 * @param caution added to what speaks for tag 0 at each token; below 0 more is taken for personal data
 */
export function bestTags(
  { tagCount, transitions }: Pick<SequenceModel, "tagCount" | "transitions">,
  emissions: Emissions,
  caution = 0,
): Tag[] {
  const origins: Uint8Array[] = [];
  let scores = new Float64Array(tagCount).fill(Number.NEGATIVE_INFINITY);
  emissions.forEach((emission, at) => {
    const next = new Float64Array(tagCount).fill(Number.NEGATIVE_INFINITY);
    const origin = new Uint8Array(tagCount);
    for (let tag = 0; tag < tagCount; tag += 1) {
      const own = (emission[tag] ?? 0) + (tag === 0 ? caution : 0);
      if (at === 0) {
        if (mayFollow(0, tag)) next[tag] = own;
        continue;
      }
      for (let before = 0; before < tagCount; before += 1) {
        if (!mayFollow(before, tag)) continue;
        const score = (scores[before] ?? 0) + (transitions[before * tagCount + tag] ?? 0) + own;
        if (score <= (next[tag] ?? 0)) continue;
        next[tag] = score;
        origin[tag] = before;
      }
    }
    origins.push(origin);
    scores = next;
  });
  let tag = scores.indexOf(Math.max(...scores));
  const tags: Tag[] = [];
  for (let at = emissions.length - 1; at >= 0; at -= 1) {
    tags.push(tag);
    tag = origins[at]?.[tag] ?? 0;
  }
  return tags.reverse();
}
