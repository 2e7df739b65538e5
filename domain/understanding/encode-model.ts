import { toBase64 } from "./base64.ts";
import type { LinearModel } from "./linear-model.ts";

/**
 * A model as text: base64 of little-endian [header length u32][header JSON][hashes u32][light hashes u32][idf f32][light idf f32][steps f32][biases f32][weights i8]. The tables of word
 * vectors are not in it, only their languages. The same model always gives the same text.
 */
export function encodeModel(model: LinearModel): string {
  const header = new TextEncoder().encode(
    JSON.stringify({
      version: 2,
      labels: model.labels,
      outOfScope: model.outOfScope,
      thresholds: model.thresholds,
      features: model.hashes.length,
      lightFeatures: model.lightHashes.length,
      unseenIdf: model.unseenIdf,
      wordVectors: model.wordVectors.map(({ language, dimensions }) => ({ language, dimensions })),
    }),
  );
  const hashes = [model.hashes, model.lightHashes];
  const floats = [model.idf, model.lightIdf, model.steps, model.biases];
  const wordCount = [...hashes, ...floats].reduce((total, part) => total + part.length, 0);
  const bytes = new Uint8Array(4 + header.length + 4 * wordCount + model.weights.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, header.length, true);
  bytes.set(header, 4);
  let at = 4 + header.length;
  for (const part of hashes) {
    for (const hash of part) {
      view.setUint32(at, hash, true);
      at += 4;
    }
  }
  for (const part of floats) {
    for (const value of part) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  bytes.set(new Uint8Array(model.weights.buffer, model.weights.byteOffset, model.weights.length), at);
  return toBase64(bytes);
}
