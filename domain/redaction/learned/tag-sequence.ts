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
