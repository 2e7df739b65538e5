import { describe, expect, it } from "@jest/globals";
import { buildVocabulary } from "../../../domain/understanding/build-vocabulary.ts";
import { hashFeature } from "../../../domain/understanding/hash-feature.ts";
import { readFeatures } from "../../../domain/understanding/read-features.ts";
import { findColumn } from "../../../domain/understanding/vectorise.ts";
import { weighByContrast } from "../../../domain/understanding/weigh-by-contrast.ts";

const texts = [
  ["the film was good", 1],
  ["a good film", 1],
  ["good old film", 1],
  ["the film was bad", 0],
  ["a bad film", 0],
  ["bad old film", 0],
] as const;

describe("weighByContrast", () => {
  const examples = texts.map(([text, label], origin) => ({ features: readFeatures(text), label, origin }));
  const plain = buildVocabulary(examples, 1, []);
  const weighed = weighByContrast(plain, examples);
  const ratio = (word: string): number => {
    const column = findColumn(plain.hashes, hashFeature(`w ${word}`));
    return (weighed.idf[column] ?? 0) / (plain.idf[column] ?? 1);
  };

  it("weighs a word of one class more than one that both use, and both classes' words alike", () => {
    expect(ratio("good")).toBeGreaterThan(3 * ratio("film"));
    expect(ratio("good")).toBeCloseTo(ratio("bad"), 5);
  });

  it("keeps every feature, with a weight that fits into a byte", () => {
    expect(weighed.hashes).toEqual(plain.hashes);
    for (const idf of weighed.idf) {
      expect(Number.isInteger(idf * 16)).toBe(true);
      expect(idf).toBeGreaterThan(0);
      expect(idf).toBeLessThan(16);
    }
  });
});
