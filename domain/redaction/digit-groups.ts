import { isSyllable } from "../understanding/hangul.ts";
import { unitWords } from "./english-number-words.ts";
import { isGap } from "./number-gap.ts";
import type { Scan } from "./scan.ts";
import { readSinoNumeral } from "./sino-numeral.ts";
import { englishDigits, englishRepeats, englishTens, isSpokenZero, koreanDigits } from "./spoken-digits.ts";

/** Digits that stand together, written or spoken, with their place in the text. */
export interface DigitGroup {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  /** Korean digits read out: the last or first of them may belong to a neighbouring word. `width` gives each digit's length in the text. */
  readonly spoken: boolean;
  readonly widths: readonly number[];
}

/** What may follow spoken digits within one word: particles, endings of the copula, separators. */
const endings = [..."에의다국번요이입인예고구하로으라가은는을를도야여생"];
/** What "double" doubles: a word, or a figure that stands alone. */
const repeatable = /^(?:[a-z]+|\d(?!\d))/i;
/** "이십삼": a number within a number, as some read their exchange or a licence's parts. */
const numeral = /^[일이삼사오육륙칠팔구십백천]{1,9}/;
const separatorBefore = /(?:에|다시|대시)$/;
/** "구일공사일칠에 이요": the digit behind a date of birth, and no more. */
const seventh = /^(?:이?요|이?에요|입니다|이?고요?|번|까지)(?![가-힣]{2})/;
/** "one second" is no digit. */
const pauseBehind = /^ (?:sec|second|moment|minute|more)\b/i;
const unitAfterTens = new RegExp(`^[ -](${unitWords})\\b`, "i");

/** Whether the code is a written digit, narrow or full width. */
export function isDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0xff10 && code <= 0xff19);
}

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

/** All digit groups of a text, in order: written digits, Korean digits read out, English digit words. Both languages, always. */
export function findDigitGroups(scan: Scan): DigitGroup[] {
  const groups: DigitGroup[] = [];
  let at = 0;
  while (at < scan.text.length) {
    const code = scan.codeAt(at);
    const previous = groups[groups.length - 1];
    const found = isDigit(code)
      ? writtenGroup(scan, at)
      : isSyllable(code)
        ? koreanGroup(scan, at, previous)
        : isLetter(code)
          ? englishGroup(scan, at)
          : undefined;
    if (found?.group) groups.push(found.group);
    at = Math.max(found?.end ?? at + 1, at + 1);
  }
  return groups;
}

interface Found {
  readonly end: number;
  readonly group?: DigitGroup;
}

function writtenGroup(scan: Scan, start: number): Found {
  let end = start;
  while (isDigit(scan.codeAt(end))) end += 1;
  const digits = scan.text.slice(start, end).replace(/[０-９]/g, (wide) => String(wide.charCodeAt(0) - 0xff10));
  return { end, group: { start, end, digits, spoken: false, widths: [] } };
}

function koreanGroup(scan: Scan, start: number, previous: DigitGroup | undefined): Found {
  return numeralGroup(scan, start) ?? digitByDigit(scan, start, previous);
}

/** A number below 10,000 that is read as one, at the beginning of a word. */
function numeralGroup(scan: Scan, start: number): Found | undefined {
  if (isSyllable(scan.codeAt(start - 1))) return undefined;
  const longest = numeral.exec(scan.after(start, 9))?.[0] ?? "";
  if (!/[십백천]/.test(longest)) return undefined;
  const found = [longest, longest.slice(0, -1)].find((word) => readSinoNumeral(word) !== undefined) ?? "";
  const value = readSinoNumeral(found);
  const end = start + found.length;
  const next = scan.after(end, 1);
  const isOpen = isSyllable(next.charCodeAt(0)) && !`${endings.join("")}공영`.includes(next);
  if (value === undefined || isOpen) return undefined;
  return { end, group: { start, end, digits: String(value), spoken: false, widths: [] } };
}

function digitByDigit(scan: Scan, start: number, previous: DigitGroup | undefined): Found {
  let end = start;
  let digits = "";
  const widths: number[] = [];
  for (let next = readKoreanDigit(scan, end); next; next = readKoreanDigit(scan, end)) {
    digits += next[1];
    widths.push(next[0].length);
    end += next[0].length;
  }
  if (digits === "") return { end: start + 1 };
  const group = { start, end, digits, spoken: true, widths };
  return opensGroup(scan, group, previous) && closesGroup(scan, group, previous) ? { end, group } : { end };
}

function readKoreanDigit(scan: Scan, at: number): readonly [string, string] | undefined {
  if (!isSyllable(scan.codeAt(at))) return undefined;
  return koreanDigits.find(([word]) => scan.text.startsWith(word, at));
}

function opensGroup(scan: Scan, { start, end, digits }: DigitGroup, previous: DigitGroup | undefined): boolean {
  if (!isSyllable(scan.codeAt(start - 1)) || digits.length >= 4) return true;
  if (digits === "2" && !isSyllable(scan.codeAt(end)) && !separatorBefore.test(scan.before(start, 2))) return false;
  if (digits.startsWith("01") && digits.length >= 3) return true;
  return previous !== undefined && isGap(scan, previous.end, start);
}

function closesGroup(scan: Scan, { start, end, digits }: DigitGroup, previous: DigitGroup | undefined): boolean {
  const next = scan.after(end, 1);
  if (!isSyllable(next.charCodeAt(0)) || digits.length >= 4) return true;
  if (digits.length > 1) return endings.includes(next);
  const isAfterDate = previous?.digits.length === 6 && /[가-힣]/.test(scan.between(previous.end, start, 6) ?? "");
  if (isAfterDate && seventh.test(scan.after(end, 5))) return true;
  const isReadSingly = previous?.digits.length === 1 && scan.between(previous.end, start, 1) === " ";
  const isParted = previous !== undefined && /(?:다시|대시|하이픈|빼기)\s$/.test(scan.before(start, 4));
  return digits !== "2" && (isReadSingly || isParted ? endings : [..."에의다요"]).includes(next);
}

function englishGroup(scan: Scan, start: number): Found {
  let end = start;
  while (isLetter(scan.codeAt(end))) end += 1;
  if (end - start > 8) return { end };
  const word = scan.text.slice(start, end).toLowerCase();
  const digit = englishDigits[word];
  if (digit !== undefined) {
    if (!isSpokenZero(word, scan.before(start, 16), scan.after(end, 16))) return { end };
    if (digit === "1" && pauseBehind.test(scan.after(end, 8))) return { end };
    const isHundred = /^ hundred\b/i.test(scan.after(end, 9));
    const [digits, length] = isHundred && digit !== "0" ? [`${digit}00`, " hundred".length] : [digit, 0];
    return { end: end + length, group: { start, end: end + length, digits, spoken: false, widths: [] } };
  }
  const tens = englishTens[word];
  if (tens !== undefined) return tensGroup(scan, start, end, tens);
  const times = englishRepeats[word];
  if (times === undefined || scan.after(end, 1) !== " ") return { end };
  const repeated = repeatable.exec(scan.after(end + 1, 8))?.[0] ?? "";
  const value = isDigit(repeated.charCodeAt(0)) ? repeated : englishDigits[repeated.toLowerCase()];
  if (value === undefined) return { end };
  return {
    end: end + 1 + repeated.length,
    group: { start, end: end + 1 + repeated.length, digits: value.repeat(times), spoken: false, widths: [] },
  };
}

/** "eighty two". */
function tensGroup(scan: Scan, start: number, end: number, tens: string): Found {
  const unit = Number(tens) >= 20 ? unitAfterTens.exec(scan.after(end, 8)) : null;
  const digits = unit ? `${tens[0]}${englishDigits[(unit[1] ?? "").toLowerCase()]}` : tens;
  const last = end + (unit?.[0].length ?? 0);
  return { end: last, group: { start, end: last, digits, spoken: false, widths: [] } };
}
