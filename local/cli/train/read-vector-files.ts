import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readWordVectors, type WordVectors } from "../../../domain/understanding/word-vectors.ts";

/** The file of the English word vectors; `domain/understanding/data/README.md` says where it comes from. */
export const englishVectorsFile = join(import.meta.dirname, "../../../domain/understanding/data/word-vectors.en.bin");

/** The tables of word vectors that models are trained with. Korean has none: see docs/adr/0015-intent-model.md. */
export function readVectorFiles(): readonly WordVectors[] {
  return [readWordVectors(new Uint8Array(readFileSync(englishVectorsFile)))];
}
