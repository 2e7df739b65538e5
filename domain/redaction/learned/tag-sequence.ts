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

/**
 * The best sequence of tags (Viterbi, "Error bounds for convolutional codes", IEEE Transactions on Information Theory 13, 1967).
 * @param rows for each token the places of its known features among the model's
 */
export function bestTags(model: Omit<SequenceModel, "hashes">, rows: readonly ArrayLike<number>[]): Tag[] {
  const { tagCount, transitions } = model;
  const all = Array.from({ length: tagCount }, (_, tag) => tag);
  const predecessors = all.map((tag) => all.filter((before) => mayFollow(before, tag)));
  const origins: Uint8Array[] = [];
  let scores = new Float64Array(tagCount).fill(Number.NEGATIVE_INFINITY);
  rows.forEach((row, at) => {
    const emission = emissionOf(model, row);
    const next = new Float64Array(tagCount).fill(Number.NEGATIVE_INFINITY);
    const origin = new Uint8Array(tagCount);
    for (let tag = 0; tag < tagCount; tag += 1) {
      const own = emission[tag] ?? 0;
      if (at === 0) {
        if (mayFollow(0, tag)) next[tag] = own;
        continue;
      }
      for (const before of predecessors[tag] ?? []) {
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
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    tags.push(tag);
    tag = origins[at]?.[tag] ?? 0;
  }
  return tags.reverse();
}

/** What a token's features say together for each tag. */
function emissionOf(
  { tagCount, weights, unit }: Pick<SequenceModel, "tagCount" | "weights" | "unit">,
  row: ArrayLike<number>,
): Float64Array {
  const emission = new Float64Array(tagCount);
  for (let at = 0; at < row.length; at += 1) {
    const base = (row[at] ?? 0) * tagCount;
    for (let tag = 0; tag < tagCount; tag += 1)
      emission[tag] = (emission[tag] ?? 0) + unit * (weights[base + tag] ?? 0);
  }
  return emission;
}
