import { type AddressWord, readAddressWord } from "./korean-address-words.ts";
import type { Scan } from "./scan.ts";

/** A word of the text with what it can be in an address. */
export interface PlacedWord extends AddressWord {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** "성복 이로": the number of a road or town, parted from its name. */
export const splitName =
  /^(?:[동서남북](?:\d|[일이삼사오육칠팔구])?|\d{1,2}|[일이삼사오육칠팔구]{1,2})(?:로|길|동|리)$/;
/** The number of a flat behind its block: "이동 천이호". */
const flatBehind = /^\s[\d일이삼사오육칠팔구십백천]+호/;
const longestWord = 30;

/** All words of a text, in order, each read as a part of an address; the number of a road that a space parts from its name is one. */
export function splitAddressWords(scan: Scan): PlacedWord[] {
  const words: PlacedWord[] = [];
  let start = -1;
  for (let at = 0; at <= scan.text.length; at += 1) {
    const code = scan.codeAt(at);
    const isBreak = Number.isNaN(code) || code === 0xe000 || " \t\n,.()?!".includes(String.fromCharCode(code));
    if (isBreak && start >= 0) {
      const text = scan.text.slice(start, Math.min(at, start + longestWord));
      const isBlock = text.endsWith("동") && flatBehind.test(scan.after(at, 8));
      const isNumbered = !isBlock && words.at(-1)?.kind === "other" && splitName.test(text);
      const read =
        isBlock && text === "이동"
          ? readAddressWord("2동")
          : isNumbered
            ? {
                kind: /[동리]$/.test(text) ? ("town" as const) : ("road" as const),
                length: text.length,
                isTelling: false,
              }
            : readAddressWord(text);
      words.push({ start, end: at, text, ...read });
    }
    if (isBreak) start = -1;
    else if (start < 0) start = at;
  }
  return words;
}
