import { z } from "zod";

/**
 * What words mean, as directions: words that mean alike point alike. It lets a classifier take a word that its training text never held for the one that
 * it did. The vectors are product-quantised (Jégou, Douze, Schmid, "Product quantization for nearest neighbor search", 2011): a word is one byte for each
 * group of dimensions, which names one of 256 pieces.
 */
export interface WordVectors {
  /** BCP-47 language of the words. */
  readonly language: string;
  readonly dimensions: number;
  /** The number of the entry that stands for a word, a longer form of it included; undefined for a word that none stands for. */
  readonly find: (word: string) => number | undefined;
  /** Adds `factor` times the vector of an entry (of length about 1) to `sum`. */
  readonly add: (sum: Float32Array, entry: number, factor: number) => void;
}

const Header = z.object({
  version: z.literal(1),
  language: z.enum(["en", "ko"]),
  words: z.int().positive(),
  wordBytes: z.int().positive(),
  groups: z.int().positive(),
  groupSize: z.int().positive(),
  scale: z.number().positive(),
});

const piecesPerGroup = 256;

/**
 * Reads a table: [header length u32][header JSON][words, UTF-8, one a line][pieces i8, group by group][codes u8, word by word].
 * @throws ZodError when the header is not one of this version; RangeError when the table is cut short
 */
export function readWordVectors(bytes: Uint8Array<ArrayBuffer>): WordVectors {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getUint32(0, true);
  const text = (from: number, length: number) => new TextDecoder().decode(bytes.subarray(from, from + length));
  const header = Header.parse(JSON.parse(text(4, headerLength)));
  const { groups, groupSize, scale } = header;
  const wordsAt = 4 + headerLength;
  const piecesAt = wordsAt + header.wordBytes;
  const codesAt = piecesAt + groups * piecesPerGroup * groupSize;
  if (codesAt + header.words * groups > bytes.length) throw new RangeError("readWordVectors: the table is cut short");
  const pieces = new Int8Array(bytes.buffer, bytes.byteOffset + piecesAt, codesAt - piecesAt);
  const entries = new Map(
    text(wordsAt, header.wordBytes)
      .split("\n")
      .map((word, entry) => [word, entry]),
  );
  const forms = header.language === "ko" ? koreanForms : englishForms;
  return {
    language: header.language,
    dimensions: groups * groupSize,
    find: (word) => {
      for (const form of forms(word)) {
        const entry = entries.get(form);
        if (entry !== undefined) return entry;
      }
      return undefined;
    },
    add: (sum, entry, factor) => {
      const from = codesAt + entry * groups;
      for (let group = 0, out = 0; group < groups; group += 1) {
        let piece = (group * piecesPerGroup + (bytes[from + group] ?? 0)) * groupSize;
        for (let end = out + groupSize; out < end; out += 1, piece += 1) {
          sum[out] = (sum[out] ?? 0) + factor * scale * (pieces[piece] ?? 0);
        }
      }
    },
  };
}

/** The word, then what is left without an ending of inflection. */
function englishForms(word: string): readonly string[] {
  const forms = [word];
  if (word.endsWith("s")) forms.push(word.slice(0, -1));
  if (word.endsWith("es") || word.endsWith("ed")) forms.push(word.slice(0, -2));
  if (word.endsWith("ied") || word.endsWith("ies")) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith("ed")) forms.push(word.slice(0, -1));
  if (word.endsWith("ing")) forms.push(word.slice(0, -3), `${word.slice(0, -3)}e`);
  return forms;
}

/** The word, then ever shorter beginnings of at least two syllables: Korean puts particles and endings behind the stem. */
function koreanForms(word: string): readonly string[] {
  const forms: string[] = [];
  for (let length = word.length; length >= Math.min(2, word.length); length -= 1) forms.push(word.slice(0, length));
  return forms;
}
