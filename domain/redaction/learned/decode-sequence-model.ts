import { z } from "zod";
import { fromBase64 } from "../../understanding/base64.ts";
import { unpackAscending } from "../../understanding/pack-ascending.ts";
import type { SequenceModel } from "./tag-sequence.ts";

const Header = z.object({
  version: z.literal(1),
  tagCount: z.int().min(1).max(32),
  features: z.int().nonnegative(),
  unit: z.number(),
  transitions: z.array(z.number()),
});

/**
 * Reads what `encodeSequenceModel` wrote.
 * @throws ZodError or RangeError when it is not such a text
 */
export function decodeSequenceModel(encoded: string): SequenceModel {
  const bytes = fromBase64(encoded);
  const view = new DataView(bytes.buffer);
  const headerLength = view.getUint32(0, true);
  const header = Header.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + headerLength))));
  const { tagCount, features, unit, transitions } = header;
  const { numbers: hashes, end: begin } = unpackAscending(bytes, 4 + headerLength, features);
  const weights = new Int8Array(features * tagCount);
  let end = begin;
  for (let feature = 0; feature < features; feature += 1) {
    const bits = view.getUint32(end, true);
    end += 4;
    for (let tag = 0; tag < tagCount; tag += 1) {
      if (((bits >>> tag) & 1) === 0) continue;
      weights[feature * tagCount + tag] = view.getInt8(end);
      end += 1;
    }
  }
  return { tagCount, hashes, weights, transitions, unit };
}
