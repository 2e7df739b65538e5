/** Looked up once: in the contexts that tests run in, each look at a global costs more than the product itself. */
const { imul } = Math;

/**
 * A 32-bit number for a feature: FNV-1a over UTF-16 units (http://www.isthe.com/chongo/tech/comp/fnv/) with a final mix, so that the
 * vocabulary is stored as numbers. Two features that meet in one number share a weight; at 50,000 features about 0.3 pairs do.
 */
export function hashFeature(feature: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < feature.length; at += 1) {
    hash = imul(hash ^ feature.charCodeAt(at), 0x01000193);
  }
  hash = imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Mixes two 32-bit numbers into one; the final mix of MurmurHash3 (https://github.com/aappleby/smhasher/wiki/MurmurHash3). */
export function mixHashes(one: number, other: number): number {
  let hash = imul(one ^ 0x9e3779b9, 0x85ebca6b) ^ other;
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
