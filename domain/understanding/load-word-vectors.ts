import { fromBase64 } from "./base64.ts";
import { encodedEnglishVectors } from "./model/word-vectors.ts";
import { readWordVectors, type WordVectors } from "./word-vectors.ts";

let loaded: readonly WordVectors[] | undefined;

/** The tables of word vectors that the product's models share, read once. Korean has none: see docs/adr/0015-intent-model.md. */
export function loadWordVectors(): readonly WordVectors[] {
  loaded ??= [readWordVectors(fromBase64(encodedEnglishVectors))];
  return loaded;
}
