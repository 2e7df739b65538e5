import { z } from "zod";
import { fromBase64 } from "./base64.ts";
import { idfSteps } from "./build-vocabulary.ts";
import type { LinearModel } from "./linear-model.ts";
import { unpackAscending } from "./pack-ascending.ts";
import { scaleOf } from "./quantise-weights.ts";
import type { WordVectors } from "./word-vectors.ts";

const Header = z.object({
  version: z.literal(3),
  labels: z.array(z.string().min(1)).min(2),
  outOfScope: z.string().optional(),
  thresholds: z.array(z.number().min(0).max(1)),
  features: z.int().nonnegative(),
  lightFeatures: z.int().nonnegative(),
  unseenIdf: z.number().positive(),
  largestScale: z.number().nonnegative(),
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
  const columns = tables.reduce((sum, { dimensions }) => sum + dimensions, header.features);
  const hashes = unpackAscending(bytes, 4 + headerLength, header.features);
  const lightHashes = unpackAscending(bytes, hashes.end, header.lightFeatures);
  let at = lightHashes.end;
  const take = (count: number): Uint8Array => {
    at += count;
    if (at > bytes.length) throw new RangeError("decodeModel: the model is cut short");
    return bytes.subarray(at - count, at);
  };
  const idf = readCodes(take(header.features), (code) => code / idfSteps);
  const lightIdf = readCodes(take(header.lightFeatures), (code) => code / idfSteps);
  const scales = readCodes(take(columns), (code) => scaleOf(code, header.largestScale));
  const biases = readFloats(take(width * 4));
  const weights = unpackPairs(take(Math.ceil((columns * width) / 2)), columns * width);
  return {
    labels: header.labels,
    outOfScope: header.outOfScope,
    thresholds: header.thresholds,
    hashes: hashes.numbers,
    idf,
    lightHashes: lightHashes.numbers,
    lightIdf,
    unseenIdf: header.unseenIdf,
    wordVectors: tables,
    weights,
    scales,
    biases,
  };
}

/** What each byte stands for. */
function readCodes(codes: Uint8Array, meaning: (code: number) => number): Float32Array {
  const values = Float32Array.from({ length: 256 }, (_, code) => meaning(code));
  const out = new Float32Array(codes.length);
  for (let at = 0; at < codes.length; at += 1) out[at] = values[codes[at] ?? 0] ?? 0;
  return out;
}

function readFloats(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(index * 4, true));
}

/** Two weights in a byte, the first in the lower half, from -8 to 7 each. */
function unpackPairs(bytes: Uint8Array, count: number): Int8Array {
  const weights = new Int8Array(count);
  for (let place = 0; place < bytes.length; place += 1) {
    const byte = bytes[place] ?? 0;
    weights[place * 2] = (byte << 28) >> 28;
    weights[place * 2 + 1] = (byte << 24) >> 28;
  }
  return weights;
}
