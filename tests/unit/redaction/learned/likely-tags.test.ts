import { describe, expect, it } from "@jest/globals";
import { likelyTags } from "../../../../domain/redaction/learned/likely-tags.ts";
import type { TagProbabilities } from "../../../../domain/redaction/learned/tag-probabilities.ts";

/** The probabilities of each token's tags: of none, of the first type's beginning and middle, of the second's. */
const probabilities = (...rows: readonly number[][]): TagProbabilities => ({
  length: rows.length,
  tagCount: 5,
  of: (at, tag) => rows[at]?.[tag] ?? 0,
  ofPair: () => Number.NaN,
});
const tagsOf = (...rows: readonly number[][]) => likelyTags(probabilities(...rows));

describe("likelyTags", () => {
  it("take a token for personal when that is as probable as not, of whichever type", () => {
    expect(tagsOf([0.51, 0.49, 0, 0, 0], [0.5, 0.2, 0, 0.3, 0])).toEqual([0, 3]);
  });
  it("ask for half as much behind a personal token", () => {
    expect(tagsOf([0, 1, 0, 0, 0], [0.75, 0, 0.25, 0, 0], [0.76, 0, 0.24, 0, 0], [0.75, 0, 0.25, 0, 0])).toEqual([
      1, 2, 0, 0,
    ]);
  });
  it("go on with a stretch of the same type, unless another is more likely to begin", () => {
    expect(tagsOf([0, 1, 0, 0, 0], [0, 0.5, 0.5, 0, 0], [0, 0.6, 0.4, 0, 0])).toEqual([1, 2, 1]);
  });
  it("begin a stretch where none is gone on with", () => {
    expect(tagsOf([0.1, 0, 0.9, 0, 0], [0, 0, 0.2, 0, 0.8])).toEqual([1, 3]);
  });
});
