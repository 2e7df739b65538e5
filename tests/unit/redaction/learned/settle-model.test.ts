import { describe, expect, it } from "@jest/globals";
import { indexFeatures } from "../../../../domain/redaction/learned/feature-index.ts";
import { likelyTags } from "../../../../domain/redaction/learned/likely-tags.ts";
import { settleModel } from "../../../../domain/redaction/learned/settle-model.ts";
import { createProbabilityReader } from "../../../../domain/redaction/learned/tag-probabilities.ts";
import type { SequenceModel } from "../../../../domain/redaction/learned/tag-sequence.ts";

/** Features 10 and 20 speak for a beginning, the second one a little. */
const model: SequenceModel = {
  tagCount: 3,
  hashes: Uint32Array.of(10, 20),
  weights: [0, 4, 0, 0, 0.02, 0],
  transitions: new Float32Array(9),
  unit: 1,
};
const text = (feature: number, tag: number) => ({ features: [Uint32Array.of(feature)], tags: [tag] });
const tagsOf = (settled: SequenceModel, feature: number) =>
  likelyTags(createProbabilityReader(settled)([indexFeatures(settled.hashes)(Uint32Array.of(feature))]));

describe("settleModel", () => {
  it("corrects the model until it reads the texts right, and leaves what else it knows", () => {
    expect(tagsOf(settleModel(model, []), 20)).toEqual([1]);
    const settled = settleModel(model, [text(20, 0)]);
    expect(tagsOf(settled, 20)).toEqual([0]);
    expect(tagsOf(settled, 10)).toEqual([1]);
  });
  it("changes nothing of a model that is right", () => {
    expect(settleModel(model, [text(10, 1), text(20, 1)])).toEqual(settleModel(model, []));
  });
  it("ends with texts that contradict each other", () => {
    expect(settleModel(model, [text(20, 0), text(20, 1)]).hashes).toHaveLength(2);
  });
});
