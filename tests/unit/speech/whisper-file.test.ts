import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readCtranslate2Model } from "../../../local/speech/models/ctranslate2-model.ts";
import { halfToNumber, numberToHalf } from "../../../local/speech/models/half-float.ts";
import { melFilters } from "../../../local/speech/models/mel-filters.ts";
import { quantizeRow } from "../../../local/speech/models/quantize-row.ts";
import { tokenBytes } from "../../../local/speech/models/token-bytes.ts";

describe("half-precision numbers", () => {
  test("every one survives the way to a number and back", () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = halfToNumber(bits);
      if (!Number.isNaN(value) && value !== 0) expect(numberToHalf(value)).toBe(bits);
    }
  });

  test("are rounded to the nearest", () => {
    expect(halfToNumber(numberToHalf(0.1))).toBeCloseTo(0.1, 4);
    expect(numberToHalf(65_536)).toBe(0x7c00);
    expect(numberToHalf(1 + 2 ** -11)).toBe(0x3c00);
  });
});

describe("8-bit quantization", () => {
  test("keeps every value within half a step of its block", () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: 32, maxLength: 32 }), (values) => {
        const bytes = quantizeRow(Float32Array.from(values));
        const scale = halfToNumber(bytes.readUInt16LE(0));
        values.forEach((value, i) => {
          expect(Math.abs(bytes.readInt8(2 + i) * scale - value)).toBeLessThanOrEqual(scale * 0.57 + 1e-5);
        });
      }),
    );
  });
});

test("mel filters are Slaney's: the first values of librosa's 80-filter bank", () => {
  const filters = melFilters(80);
  expect(filters).toHaveLength(80 * 201);
  expect(filters[1]).toBeCloseTo(0.02486259, 6);
  expect(filters[2]).toBe(0);
  expect(filters[201 + 1]).toBeCloseTo(0.00199082, 6);
});

test("tokens become the bytes they stand for", () => {
  expect(tokenBytes("Ġhello").toString()).toBe(" hello");
  expect(tokenBytes("ëĭ¤").toString()).toBe("다");
  expect(() => tokenBytes("漢")).toThrow("not made of byte characters");
});

describe("a CTranslate2 model", () => {
  test("that is of another version or cut off is refused by name", () => {
    expect(() => readCtranslate2Model(Buffer.from([1, 0, 0, 0]))).toThrow(/version 1/);
    const cut = Buffer.from([6, 0, 0, 0, 12, 0, 87]);
    expect(() => readCtranslate2Model(cut)).toThrow(expect.objectContaining({ name: "ModelFormatError" }));
  });
});
