import { describe, expect, it } from "@jest/globals";
import { decodeSequenceModel } from "../../../../domain/redaction/learned/decode-sequence-model.ts";
import { encodeSequenceModel } from "../../../../domain/redaction/learned/encode-sequence-model.ts";
import { indexFeatures } from "../../../../domain/redaction/learned/feature-index.ts";
import { likelyTags } from "../../../../domain/redaction/learned/likely-tags.ts";
import { roundWeights } from "../../../../domain/redaction/learned/round-weights.ts";
import { frequentFeatures, strongestFeatures } from "../../../../domain/redaction/learned/select-features.ts";
import { createProbabilityReader } from "../../../../domain/redaction/learned/tag-probabilities.ts";
import { mayFollow, type SequenceModel } from "../../../../domain/redaction/learned/tag-sequence.ts";
import { trainSequenceModel } from "../../../../domain/redaction/learned/train-sequence-model.ts";

/** Feature 10 speaks for a beginning (tag 1), feature 20 for what goes on (tag 2), feature 30 for nothing. */
const model: SequenceModel = {
  tagCount: 3,
  hashes: Uint32Array.of(10, 20, 30),
  weights: [0, 4, 0, 0, 0, 4, 4, 0, 0],
  transitions: new Float32Array(9),
  unit: 1,
};
const rowsOf = (of: SequenceModel, ...features: number[]) =>
  indexFeatures(of.hashes)(features.map((feature) => Uint32Array.of(feature)));

const tagsBy = (of: SequenceModel, ...features: number[]) =>
  likelyTags(createProbabilityReader(of)(rowsOf(of, ...features)));

describe("a model's likely tags", () => {
  it("are those that each token's features speak for", () => {
    expect(tagsBy(model, 30, 10, 20, 30)).toEqual([0, 1, 2, 0]);
  });
  it("never go on with a stretch that has not begun", () => {
    expect(mayFollow(0, 2)).toBe(false);
    expect(mayFollow(3, 2)).toBe(false);
    expect(tagsBy(model, 20, 20)).toEqual([1, 2]);
    expect(tagsBy(model, 30, 20)).not.toContain(2);
  });
  it("weigh which tag follows which", () => {
    const reluctant = { ...model, transitions: Float32Array.of(0, -9, 0, -9, 0, 0, 0, 0, 0) };
    expect(tagsBy(reluctant, 30, 10, 30)).toEqual([0, 0, 0]);
  });
  it("are none for a text without tokens", () => {
    expect(tagsBy(model)).toEqual([]);
  });
});

describe("indexFeatures", () => {
  it("finds known features, among them 0 and such as share a slot, and leaves out unknown ones", () => {
    const columnsOf = indexFeatures(Uint32Array.of(0, 8, 16, 4_294_967_295));
    const columns = columnsOf([Uint32Array.of(16, 24, 0, 4_294_967_295), Uint32Array.of(1), Uint32Array.of(8)]);
    expect(columns.map((row) => [...row])).toEqual([[2, 0, 3], [], [1]]);
  });
});

describe("trainSequenceModel", () => {
  const text = (features: readonly number[], tags: readonly number[]) => ({
    features: features.map((feature) => Uint32Array.of(feature)),
    tags,
  });
  const texts = [
    text([5, 7, 8], [0, 1, 2]),
    text([7, 8, 5], [1, 2, 0]),
    text([5, 6, 5], [0, 0, 0]),
    text([6, 8], [0, 0]),
  ];
  const options = {
    tagCount: 3,
    seed: 1,
    rate: 0.5,
    choosingStride: 1,
    minimumTexts: 1,
    choosingPasses: 10,
    maximumFeatures: 4,
    passes: 20,
  };

  it("learns the tags of its texts, also where a feature means something behind another only", () => {
    const trained = trainSequenceModel(texts, options);
    for (const { features, tags } of texts) {
      expect(tagsBy(trained, ...features.flatMap((row) => [...row]))).toEqual(tags);
    }
  });
  it("makes the same model of the same texts, of features of enough texts, those that weigh most", () => {
    expect(trainSequenceModel(texts, options)).toEqual(trainSequenceModel(texts, options));
    expect([...trainSequenceModel(texts, { ...options, minimumTexts: 3 }).hashes]).toEqual([5, 8]);
    expect(trainSequenceModel(texts, { ...options, maximumFeatures: 3 }).hashes).toHaveLength(3);
  });
});

describe("the features of a model", () => {
  it("are such as occur in enough texts, however often in each", () => {
    const texts = [[Uint32Array.of(7, 4_294_967_295), Uint32Array.of(7)], [Uint32Array.of(4_294_967_295, 3)], []];
    expect([...frequentFeatures(texts, 2)]).toEqual([4_294_967_295]);
    expect([...frequentFeatures(texts, 1)]).toEqual([3, 7, 4_294_967_295]);
  });
  it("are those that weigh most for any tag, whether for or against it", () => {
    const weights = [0, 0.5, 0, 0, 0, 4, 1, 0, -2];
    expect([...strongestFeatures({ ...model, weights }, 2)]).toEqual([20, 30]);
  });
});

describe("a rounded model", () => {
  const rounded = roundWeights({ ...model, weights: [0, 0.5, 0, 0, 0, 4, 2, 0, -2] });

  it("has whole numbers of a unit for weights, which are nearly what they were", () => {
    expect([...rounded.hashes]).toEqual([10, 20, 30]);
    expect(Math.max(...Array.from(rounded.weights))).toBe(127);
    expect(Array.from(rounded.weights, (weight) => Number((weight * rounded.unit).toFixed(1)))).toEqual([
      0, 0.5, 0, 0, 0, 4, 2, 0, -2,
    ]);
  });
  it("is the same after it was written and read", () => {
    const read = decodeSequenceModel(encodeSequenceModel(rounded));
    expect(read).toEqual({ ...rounded, transitions: Array.from(rounded.transitions) });
  });
  it("is refused when it is cut short or of another version", () => {
    const encoded = encodeSequenceModel(rounded);
    expect(() => decodeSequenceModel(encoded.slice(0, -8))).toThrow(RangeError);
    expect(() => decodeSequenceModel(btoa(atob(encoded).replace('"version":1', '"version":9')))).toThrow(/version/);
  });
});
