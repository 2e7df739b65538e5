import { extractFeatures } from "./extract-features.ts";
import { hashFeature } from "./hash-feature.ts";
import { normaliseUtterance } from "./normalise-utterance.ts";

/** What a classifier reads of an utterance, whatever its vocabulary. */
export interface UtteranceFeatures {
  /** Hashes of its features, each as often as it occurs. */
  readonly hashes: Uint32Array;
  readonly words: readonly string[];
}

/** Reads the features of an utterance. */
export function readFeatures(text: string): UtteranceFeatures {
  const normal = normaliseUtterance(text);
  return {
    hashes: Uint32Array.from(extractFeatures(text), hashFeature),
    words: normal === "" ? [] : normal.split(" "),
  };
}
