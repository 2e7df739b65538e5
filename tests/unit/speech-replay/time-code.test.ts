import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createTimeCodeReader, frameSamples, writeTimeCode } from "../../../local/speech/time-code.ts";

/** Noise of the given length from fast-check's own bytes. */
const noise = (length: number) =>
  fc.uint8Array({ minLength: length * 2, maxLength: length * 2 }).map((bytes) => new Int16Array(bytes.slice().buffer));

describe("the time code", () => {
  it("is read back from any sound, cut into any pieces, at the sample it was written", () => {
    const arbitrary = fc.tuple(
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 0xffffff00 }),
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 }),
      noise(500 + 4 * frameSamples),
    );
    fc.assert(
      fc.property(arbitrary, ([lead, startMs, cuts, sound]) => {
        const coded = sound.subarray(lead, lead + 4 * frameSamples);
        writeTimeCode(coded, startMs);
        const reader = createTimeCodeReader();
        const frames = [];
        for (let at = 0, turn = 0; at < sound.length; turn += 1) {
          const length = cuts[turn % cuts.length] ?? 1;
          frames.push(...reader.read(sound.subarray(at, at + length)));
          at += length;
        }
        const expected = [0, 1, 2, 3].map((frame) => ({
          positionMs: startMs + 20 * frame,
          sample: lead + frame * frameSamples,
        }));
        expect(frames).toEqual(expect.arrayContaining(expected));
      }),
    );
  });

  it("changes a sample by no more than its least significant bit", () => {
    const samples = Int16Array.from({ length: 160 }, (_, index) => index * 400 - 32_000);
    const before = samples.slice();
    writeTimeCode(samples, 123_456);
    expect(samples.every((sample, index) => Math.abs(sample - (before[index] ?? 0)) <= 1)).toBe(true);
  });

  it("is not found in silence or in sound without code", () => {
    const reader = createTimeCodeReader();
    expect(reader.read(new Int16Array(80_000))).toEqual([]);
    expect(reader.read(Int16Array.from({ length: 80_000 }, (_, index) => (index * 7_919) % 30_000))).toEqual([]);
  });

  it("asks for whole frames", () => {
    expect(() => writeTimeCode(new Int16Array(100), 0)).toThrow(/whole frames/);
  });
});
