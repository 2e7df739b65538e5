import { extractFeatures } from "./extract-features.ts";
import { hashFeature } from "./hash-feature.ts";
import { normaliseUtterance } from "./normalise-utterance.ts";

/** What a classifier reads of an utterance, whatever its vocabulary. */
export interface UtteranceFeatures {
  /** Hashes of its features, each once, in the order of their first occurrence. */
  readonly hashes: Uint32Array;
  /** How often each occurs. */
  readonly counts: Uint16Array;
  readonly words: readonly string[];
}

/** Reads the features of an utterance. */
export function readFeatures(text: string): UtteranceFeatures {
  const counts = new Map<number, number>();
  for (const feature of extractFeatures(text)) {
    const hash = hashFeature(feature);
    counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  const normal = normaliseUtterance(text);
  return {
    hashes: Uint32Array.from(counts.keys()),
    counts: Uint16Array.from(counts.values()),
    words: normal === "" ? [] : normal.split(" "),
  };
}
