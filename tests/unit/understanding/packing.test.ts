import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { packAscending, unpackAscending } from "../../../domain/understanding/pack-ascending.ts";
import { codeOf, largestWeight, quantiseWeights, scaleOf } from "../../../domain/understanding/quantise-weights.ts";

describe("packAscending", () => {
  it("gives back what was packed, and says where it ends", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 32 - 1 })), (numbers) => {
        const ascending = Uint32Array.from(numbers).sort();
        const bytes = packAscending(ascending);
        const padded = new Uint8Array([9, ...bytes, 9]);
        expect(unpackAscending(padded, 1, ascending.length)).toEqual({ numbers: ascending, end: bytes.length + 1 });
      }),
    );
  });

  it("takes one byte for a short way and five for the longest", () => {
    expect([...packAscending(Uint32Array.of(127, 254, 382))]).toEqual([127, 127, 128, 1]);
    expect(packAscending(Uint32Array.of(2 ** 32 - 1))).toHaveLength(5);
  });

  it("refuses numbers that are cut short", () => {
    expect(() => unpackAscending(Uint8Array.of(5, 128), 0, 2)).toThrow("cut short");
  });
});

describe("quantiseWeights", () => {
  it("keeps every weight to within a tenth of its column's largest, and no sign is turned", () => {
    const value = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value), { minLength: 1 }), (rows) => {
        const weights = Float32Array.from(rows.flat());
        const { weights: steps, scales } = quantiseWeights({ weights, biases: new Float32Array(3) });
        rows.forEach((row, column) => {
          const largest = Math.max(...row.map(Math.abs));
          if (largest < 1e-6) return;
          row.forEach((weight, label) => {
            const step = steps[column * 3 + label] ?? 0;
            expect(Math.abs(step)).toBeLessThanOrEqual(largestWeight);
            expect(Math.abs(step * (scales[column] ?? 0) - weight)).toBeLessThanOrEqual(0.1 * largest);
            expect(step * weight).toBeGreaterThanOrEqual(0);
          });
        });
      }),
    );
  });

  it("names every scale by a byte that stands for it again", () => {
    for (let code = 0; code < 256; code += 1) expect(codeOf(scaleOf(code, 0.37), 0.37)).toBe(code);
  });
});
