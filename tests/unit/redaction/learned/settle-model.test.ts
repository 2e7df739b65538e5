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
  likelyTags(createProbabilityReader(settled)(indexFeatures(settled.hashes)([Uint32Array.of(feature)])));

describe("settleModel", () => {
  it("corrects the model until it reads the texts right, and leaves what else it knows", () => {
    expect(tagsOf(settleModel(model, []), 20)).toEqual([1]);
    const settled = settleModel(model, [text(20, 0)]);
    expect(tagsOf(settled, 20)).toEqual([0]);
    expect(tagsOf(settled, 10)).toEqual([1]);
  });
  it("leaves what many tokens have, and which tag follows which, as it was", () => {
    const usual = { ...model, hashes: Uint32Array.of(10, 20, 30), weights: [0, 4, 0, 0, 0.02, 0, 0, 0.5, 0] };
    const right = Array.from({ length: 1_001 }, () => ({ features: [Uint32Array.of(10, 30)], tags: [1] }));
    const wrong = { features: [Uint32Array.of(20, 30), Uint32Array.of(20)], tags: [0, 0] };
    const before = settleModel(usual, []);
    const settled = settleModel(usual, [...right, wrong]);
    const weightsOf = ({ weights, unit }: SequenceModel) => Array.from(weights, (weight) => weight * unit);
    expect(weightsOf(settled).slice(6)).toEqual(weightsOf(before).slice(6));
    expect(weightsOf(settled).slice(3, 6)).not.toEqual(weightsOf(before).slice(3, 6));
    expect(settled.transitions).toEqual(before.transitions);
  });
  it("changes nothing of a model that is right", () => {
    expect(settleModel(model, [text(10, 1), text(20, 1)])).toEqual(settleModel(model, []));
  });
  it("ends with texts that contradict each other", () => {
    expect(settleModel(model, [text(20, 0), text(20, 1)]).hashes).toHaveLength(2);
  });
});
