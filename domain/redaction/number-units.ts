import { isSyllable } from "../understanding/hangul.ts";
import { isDigit } from "./digit-groups.ts";
import { teenWords, tensWords } from "./english-number-words.ts";
import { guessEnglishDigit, guessKoreanDigit } from "./misheard-digits.ts";
import { gapWords, isGap } from "./number-gap.ts";
import type { Scan } from "./scan.ts";
import { englishDigits, englishRepeats, isSpokenZero, koreanDigits } from "./spoken-digits.ts";

/**
 * A piece of a text that may be one long number: digits that are sure, a digit that was misheard (`digits` is a guess), a short word that is none but may
 * stand for one, or a place that no number reaches across. Separators, particles and hesitations are no units.
 */
export interface NumberUnit {
  readonly kind: "digits" | "doubtful" | "stranger" | "break";
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  /** Read out, not written in figures. */
  readonly spoken: boolean;
}

const separators = " -–—－.,·()~…\t+";
const longestWord = 40;
const longestStranger = { hangul: 3, latin: 8 } as const;
/** What follows a number within its word: particles and endings of the copula. The digits 이 and 구 alone with 요 stay digits. */
const ending =
  /^(?:이?(?:에요|예요|여요|고요|고|라고요?|거든요)|이구요|인데요?|이?입니다|이며|하고|요|에|의|은|는|가|을|를|로|으로|국에?|번에?|번이요)$/;
const particles = "에의국번";
const magnitudes = "십백천만억조원년월개명건층살";
const quantity = /^(?:\s?(?:[만천억원년월시분초개명층호동살세건권장회평%]|dollars?|won\b|percent)|,\d{3}(?!\d))/i;
/** "삼일에서 오일", "일요일이": days, and no digits. */
const days = /^일요일|^[일이삼사오육칠팔구십]{1,3}일(?:에서|부터|까지|간|정도|이내|만에|째|뒤|후|걸|안|쯤)/;
const magnitudeWords = new Set(
  `${teenWords}|${tensWords}|hundred|thousand|million|dollar|dollars|cents|percent|am|pm`.split("|"),
);

/** Reads a text into units, left to right, in one walk. Words are read in both languages. */
export function readNumberUnits(scan: Scan): NumberUnit[] {
  const units: NumberUnit[] = [];
  let at = 0;
  while (at < scan.text.length) {
    const code = scan.codeAt(at);
    const end = wordEnd(scan, at, kindOf(code));
    units.push(...unitsOfWord(scan, at, end, code));
    at = end;
  }
  return units;
}

function unitsOfWord(scan: Scan, start: number, end: number, code: number): readonly NumberUnit[] {
  if (isDigit(code)) return [figures(scan, start, end)];
  if (isSyllable(code)) return koreanUnits(scan, start, end);
  if (isLetter(code)) return englishUnits(scan, start, end);
  return separators.includes(scan.text[start] ?? "") ? [] : [unit("break", start, end)];
}

function unit(kind: NumberUnit["kind"], start: number, end: number, digits = "", spoken = true): NumberUnit {
  return { kind, start, end, digits, spoken };
}

function kindOf(code: number): (code: number) => boolean {
  return [isDigit, isSyllable, isLetter].find((isKind) => isKind(code)) ?? (() => false);
}

function wordEnd(scan: Scan, start: number, isSame: (code: number) => boolean): number {
  let end = start + 1;
  while (isSame(scan.codeAt(end))) end += 1;
  return end;
}

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x27;
}

/** A quantity or a date is no part of a number. */
function figures(scan: Scan, start: number, end: number): NumberUnit {
  if (quantity.test(scan.after(end, 9))) return unit("break", start, end);
  const digits = scan.text.slice(start, end).replace(/[０-９]/g, (wide) => String(wide.charCodeAt(0) - 0xff10));
  return digits.length === 1
    ? repeatedDigit(scan, start, end, digits, false)
    : unit("digits", start, end, digits, false);
}

/** A word without any digit counts as a whole; in others each syllable counts. */
function koreanUnits(scan: Scan, start: number, end: number): NumberUnit[] {
  if (isGap(scan, start, end)) return wholeDigits(scan, start, end);
  const word = scan.after(start, 8).slice(0, end - start);
  if (days.test(word) || /(?:번호|넘버|코드)[이가은는를을로요]?$/.test(word)) return [unit("break", start, end)];
  const units: NumberUnit[] = [];
  let at = start;
  while (at < end) {
    const rest = scan.after(at, longestWord).slice(0, end - at);
    if (ending.test(rest)) break;
    const gap = innerGap(rest);
    if (gap === undefined) units.push(koreanUnit(rest, at));
    at = gap === undefined ? (units.at(-1)?.end ?? at + 1) : at + gap.length;
  }
  const isWord = units[0]?.kind === "digits" && units[1]?.kind === "stranger" && units.slice(2).every(isRest);
  if ((!isWord && units.some(({ kind }) => kind === "digits")) || units.every(({ kind }) => kind === "doubtful"))
    return units;
  return [unit(end - start <= longestStranger.hangul ? "stranger" : "break", start, end)];
}

/** What stands in a word behind its second syllable: "영문이" holds no zero. */
function isRest({ kind, digits }: NumberUnit): boolean {
  return kind === "stranger" || digits === "2";
}

/** A word that stands between numbers is a digit only when it is nothing but digits (아, 어 and 에 are not). */
function wholeDigits(scan: Scan, start: number, end: number): NumberUnit[] {
  const known = koreanDigits.find(([word]) => word === scan.text.slice(start, end));
  return known ? [unit("digits", start, end, known[1])] : [];
}

/** What joins two parts of a number within one word ("공일공다시이삼사오"). */
function innerGap(rest: string): string | undefined {
  if (koreanDigits.some(([word]) => rest.startsWith(word))) return undefined;
  return gapWords.find((word) => (word.length > 1 || particles.includes(word)) && rest.startsWith(word));
}

/** The unit at the beginning of the rest of a word. */
function koreanUnit(rest: string, at: number): NumberUnit {
  const known = koreanDigits.find(([word]) => rest.startsWith(word));
  if (known) return unit("digits", at, at + known[0].length, known[1]);
  const guess = guessKoreanDigit(rest);
  if (guess) return unit("doubtful", at, at + guess.length, guess.digit);
  return unit(magnitudes.includes(rest[0] ?? "") ? "break" : "stranger", at, at + 1);
}

function englishUnits(scan: Scan, start: number, end: number): readonly NumberUnit[] {
  const word = end - start > longestStranger.latin ? "" : scan.text.slice(start, end).toLowerCase();
  if (gapWords.includes(word) || word in englishRepeats) return [];
  const digit = isSpokenZero(word, scan.before(start, 16), scan.after(end, 16)) ? englishDigits[word] : undefined;
  if (digit !== undefined) return [repeatedDigit(scan, start, end, digit, true)];
  if (word === "" || magnitudeWords.has(word)) return [unit("break", start, end)];
  const guess = guessEnglishDigit(word);
  return [guess === undefined ? unit("stranger", start, end) : unit("doubtful", start, end, guess)];
}

/** A digit with the "double" before it, where one stands there. */
function repeatedDigit(scan: Scan, start: number, end: number, digit: string, spoken: boolean): NumberUnit {
  const repeat = repeatBefore(scan, start);
  const times = englishRepeats[repeat.trim().toLowerCase()] ?? 1;
  return unit("digits", start - repeat.length, end, digit.repeat(times), spoken);
}

/** "double" and what parts it from its digit; empty when the digit stands alone. */
function repeatBefore(scan: Scan, start: number): string {
  const before = /([a-z]+)[ -]$/i.exec(scan.before(start, 8));
  return before && (before[1] ?? "").toLowerCase() in englishRepeats ? before[0].replace("-", " ") : "";
}
