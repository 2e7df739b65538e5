import { z } from "zod";
import type { LinearModel } from "./linear-model.ts";

const Header = z.object({
  version: z.literal(1),
  labels: z.array(z.string().min(1)).min(2),
  rows: z.int().nonnegative(),
  sharpness: z.number().positive(),
});

/**
 * Reads what `encodeModel` wrote.
 * @throws ZodError when the header is not one of this version; RangeError when the text is cut short. Remedy for both: `npm run train`.
 */
export function decodeModel(encoded: string): LinearModel {
  const binary = atob(encoded);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  const view = new DataView(bytes.buffer);
  const headerLength = view.getUint32(0, true);
  const header = Header.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + headerLength))));
  const width = header.labels.length;
  let at = 4 + headerLength;
  const rows = new Map<number, number>();
  for (let row = 0; row < header.rows; row += 1, at += 4) rows.set(view.getUint32(at, true), row);
  const floats = (count: number): Float32Array => {
    const out = new Float32Array(count);
    for (let index = 0; index < count; index += 1, at += 4) out[index] = view.getFloat32(at, true);
    return out;
  };
  const idf = floats(header.rows);
  const steps = floats(width);
  const biases = floats(width);
  const weights = new Int8Array(bytes.buffer, at, header.rows * width);
  return { labels: header.labels, rows, idf, weights, steps, biases, sharpness: header.sharpness };
}
