import { z } from "zod";
import { fromBase64 } from "./base64.ts";
import type { LinearModel } from "./linear-model.ts";
import type { WordVectors } from "./word-vectors.ts";

const Header = z.object({
  version: z.literal(2),
  labels: z.array(z.string().min(1)).min(2),
  outOfScope: z.string().optional(),
  thresholds: z.array(z.number().min(0).max(1)),
  features: z.int().nonnegative(),
  lightFeatures: z.int().nonnegative(),
  unseenIdf: z.number().positive(),
  wordVectors: z.array(z.object({ language: z.string(), dimensions: z.int().positive() })),
});

/**
 * Reads what `encodeModel` wrote.
 * @param wordVectors the tables that the model was trained with, in any order; more may be given
 * @throws ZodError when the header is not one of this version; RangeError when the text is cut short; Error when a table is missing. Remedy for all three:
 * `npm run train`
 */
export function decodeModel(encoded: string, wordVectors: readonly WordVectors[] = []): LinearModel {
  const bytes = fromBase64(encoded);
  const view = new DataView(bytes.buffer);
  const headerLength = view.getUint32(0, true);
  const header = Header.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + headerLength))));
  const tables = header.wordVectors.map(({ language, dimensions }) => {
    const table = wordVectors.find((one) => one.language === language && one.dimensions === dimensions);
    if (table) return table;
    throw new Error(
      `decodeModel: the model needs the word vectors "${language}" of ${dimensions} dimensions; npm run train`,
    );
  });
  const width = header.labels.length;
  let at = 4 + headerLength;
  const words = (count: number): Uint32Array => {
    const out = new Uint32Array(count);
    for (let index = 0; index < count; index += 1, at += 4) out[index] = view.getUint32(at, true);
    return out;
  };
  const floats = (count: number): Float32Array => {
    const out = new Float32Array(count);
    for (let index = 0; index < count; index += 1, at += 4) out[index] = view.getFloat32(at, true);
    return out;
  };
  const hashes = words(header.features);
  const lightHashes = words(header.lightFeatures);
  const idf = floats(header.features);
  const lightIdf = floats(header.lightFeatures);
  const steps = floats(width);
  const biases = floats(width);
  const columns = tables.reduce((sum, { dimensions }) => sum + dimensions, header.features);
  return {
    labels: header.labels,
    outOfScope: header.outOfScope,
    thresholds: header.thresholds,
    hashes,
    idf,
    lightHashes,
    lightIdf,
    unseenIdf: header.unseenIdf,
    wordVectors: tables,
    weights: new Int8Array(bytes.buffer, at, columns * width),
    steps,
    biases,
  };
}
