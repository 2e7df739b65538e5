import { describe, expect, it } from "@jest/globals";
import { countOccurrences } from "../../../domain/understanding/count-occurrences.ts";

describe("countOccurrences", () => {
  it("names each feature once, in ascending order, with the number of times that it occurred", () => {
    const { features, counts } = countOccurrences([
      Uint32Array.of(9, 4_294_967_295),
      Uint32Array.of(0, 9),
      new Uint32Array(0),
    ]);
    expect([...features]).toEqual([0, 9, 4_294_967_295]);
    expect([...counts]).toEqual([1, 2, 1]);
  });
  it("finds nothing in no lists", () => {
    expect(countOccurrences([]).features).toHaveLength(0);
  });
});
