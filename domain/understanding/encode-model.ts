import type { LinearModel } from "./linear-model.ts";

/**
 * A model as text: base64 of little-endian [header length u32][header JSON][hashes u32][idf f32][steps f32][biases f32][weights i8].
 * The same model always gives the same text.
 */
export function encodeModel(model: LinearModel): string {
  const header = new TextEncoder().encode(
    JSON.stringify({ version: 1, labels: model.labels, rows: model.idf.length, sharpness: model.sharpness }),
  );
  const hashes = new Uint32Array(model.idf.length);
  for (const [hash, row] of model.rows) hashes[row] = hash;
  const words = [hashes, model.idf, model.steps, model.biases];
  const size = 4 + header.length + words.reduce((total, part) => total + part.byteLength, 0) + model.weights.length;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, header.length, true);
  bytes.set(header, 4);
  let at = 4 + header.length;
  for (const hash of hashes) {
    view.setUint32(at, hash, true);
    at += 4;
  }
  for (const value of [model.idf, model.steps, model.biases].flatMap((part) => [...part])) {
    view.setFloat32(at, value, true);
    at += 4;
  }
  bytes.set(new Uint8Array(model.weights.buffer, model.weights.byteOffset, model.weights.length), at);
  return toBase64(bytes);
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8_192) binary += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(binary);
}
