import { numberToHalf } from "./half-float.ts";

const block = 32;

/**
 * ggml's Q8_0: blocks of 32 values, each a half-precision scale (the largest magnitude / 127) and 32 signed bytes.
 * The number of values must be a multiple of 32. Source: `quantize_row_q8_0_ref` in ggml's `ggml-quants.c`.
 */
export function quantizeRow(values: Float32Array): Buffer {
  if (values.length % block !== 0) throw new RangeError(`${values.length} values are not whole blocks of ${block}`);
  const bytes = Buffer.alloc((values.length / block) * (block + 2));
  for (let from = 0, to = 0; from < values.length; from += block, to += block + 2) {
    let largest = 0;
    for (let i = 0; i < block; i++) largest = Math.max(largest, Math.abs(values[from + i] ?? 0));
    const scale = largest / 127;
    bytes.writeUInt16LE(numberToHalf(scale), to);
    for (let i = 0; i < block; i++) {
      bytes.writeInt8(scale === 0 ? 0 : roundAway((values[from + i] ?? 0) / scale), to + 2 + i);
    }
  }
  return bytes;
}

function roundAway(x: number): number {
  return Math.sign(x) * Math.floor(Math.abs(x) + 0.5);
}
