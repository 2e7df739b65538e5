import { toBase64 } from "./base64.ts";
import { idfSteps } from "./build-vocabulary.ts";
import type { LinearModel } from "./linear-model.ts";
import { packAscending } from "./pack-ascending.ts";
import { codeOf } from "./quantise-weights.ts";

/**
 * A model as text: base64 of [header length u32][header JSON][hashes][light hashes], packed as `packAscending` does, [idf][light idf], a byte each,
 * [scales], a byte each, [biases f32][weights], two in a byte. Numbers of several bytes are little-endian. The tables of word vectors are not in it, only their
 * languages. The same model always gives the same text.
 */
export function encodeModel(model: LinearModel): string {
  const largestScale = model.scales.reduce((most, scale) => Math.max(most, scale), 0);
  const header = new TextEncoder().encode(
    JSON.stringify({
      version: 3,
      labels: model.labels,
      outOfScope: model.outOfScope,
      thresholds: model.thresholds,
      features: model.hashes.length,
      lightFeatures: model.lightHashes.length,
      unseenIdf: model.unseenIdf,
      largestScale,
      wordVectors: model.wordVectors.map(({ language, dimensions }) => ({ language, dimensions })),
    }),
  );
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, header.length, true);
  return toBase64(
    join([
      length,
      header,
      packAscending(model.hashes),
      packAscending(model.lightHashes),
      Uint8Array.from(model.idf, (idf) => idf * idfSteps),
      Uint8Array.from(model.lightIdf, (idf) => idf * idfSteps),
      Uint8Array.from(model.scales, (scale) => codeOf(scale, largestScale)),
      floatBytes(model.biases),
      packPairs(model.weights),
    ]),
  );
}

function floatBytes(numbers: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * 4));
  numbers.forEach((number, at) => {
    view.setFloat32(at * 4, number, true);
  });
  return new Uint8Array(view.buffer);
}

/** Weights from -8 to 7, two in a byte, the first in the lower half. */
function packPairs(weights: Int8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(weights.length / 2));
  for (let at = 0; at < weights.length; at += 1) {
    const place = at >> 1;
    const bits = (weights[at] ?? 0) & 15;
    bytes[place] = (bytes[place] ?? 0) | (at % 2 === 0 ? bits : bits << 4);
  }
  return bytes;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
