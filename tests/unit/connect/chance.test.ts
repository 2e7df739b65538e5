import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createChance } from "../../../local/connect/chance.ts";

describe("chance", () => {
  it("draws the same for the same seed and otherwise for another", () => {
    const draws = (seed: string) => {
      const chance = createChance(seed);
      return [chance.uuid(), chance.between(0, 1_000_000), chance.uuid()];
    };
    expect(draws("one")).toEqual(draws("one"));
    expect(draws("one")).not.toEqual(draws("two"));
  });

  it("stays within its bounds", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -1_000, max: 1_000 }), fc.nat(1_000), (seed, least, span) => {
        const drawn = createChance(seed).between(least, least + span);
        expect(drawn).toBeGreaterThanOrEqual(least);
        expect(drawn).toBeLessThanOrEqual(least + span);
      }),
    );
  });

  it("makes UUIDs of version 4", () => {
    expect(createChance("x").uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("forks into chance that does not depend on earlier draws", () => {
    const used = createChance("seed");
    used.between(0, 9);
    expect(used.fork("a").uuid()).toBe(createChance("seed").fork("a").uuid());
  });
});
