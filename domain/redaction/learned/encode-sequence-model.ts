import { toBase64 } from "../../understanding/base64.ts";
import { packAscending } from "../../understanding/pack-ascending.ts";
import type { SequenceModel } from "./tag-sequence.ts";

/**
 * A pruned model as text: base64 of [header length u32][header JSON][hashes][features], little-endian. Each feature is four bytes, a bit for each tag of which
 * it says something, and a byte for each of these. The same model always gives the same text.
 */
export function encodeSequenceModel({ tagCount, hashes, weights, transitions, unit }: SequenceModel): string {
  const header = new TextEncoder().encode(
    JSON.stringify({ version: 1, tagCount, features: hashes.length, unit, transitions: Array.from(transitions) }),
  );
  const packed = packAscending(hashes);
  const bytes = new Uint8Array(4 + header.length + packed.length + hashes.length * (4 + tagCount));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, header.length, true);
  bytes.set(header, 4);
  bytes.set(packed, 4 + header.length);
  let end = 4 + header.length + packed.length;
  for (let feature = 0; feature < hashes.length; feature += 1) {
    const mask = end;
    let bits = 0;
    end += 4;
    for (let tag = 0; tag < tagCount; tag += 1) {
      const weight = weights[feature * tagCount + tag] ?? 0;
      if (weight === 0) continue;
      bits |= 1 << tag;
      view.setInt8(end, weight);
      end += 1;
    }
    view.setUint32(mask, bits >>> 0, true);
  }
  return toBase64(bytes.subarray(0, end));
}
