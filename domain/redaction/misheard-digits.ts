import { alikeSyllables } from "./korean-sounds.ts";
import { englishDigits, koreanDigits } from "./spoken-digits.ts";

const mishearings: ReadonlyMap<string, string> = new Map(
  koreanDigits.flatMap(([word, digit]) => mishearingsOf(word).map((heard) => [heard, digit] as const)),
);

/** Spellings that sound alike over a telephone are written alike before words are compared. */
const respellings: readonly (readonly [RegExp, string])[] = [
  [/gh/g, ""],
  [/d/g, "t"],
  [/th|ph|v/g, "f"],
  [/z/g, "s"],
  [/[gc]/g, "k"],
  [/b/g, "p"],
  [/m/g, "n"],
  [/l/g, "r"],
];
/** Too many words lie near to "nought": "not", "note", "now". */
const soundsOfDigits = Object.entries(englishDigits)
  .filter(([word]) => word.length > 1 && word !== "nought")
  .map(([word, digit]) => [respell(word), digit] as const);
/** Whole words that sound like a digit but are spelled otherwise. */
const soundAlikes: Readonly<Record<string, string>> = { to: "2", too: "2", for: "4", won: "1", ate: "8", sicks: "6" };
const longestEnglish = 6;

/** A digit that was probably said: its value is a guess. */
export interface DoubtfulDigit {
  readonly digit: string;
  /** Characters of the text that it takes. */
  readonly length: number;
}

/** The spoken Korean digit that the next one or two syllables nearly are: all jamo but one alike, and that one of the same class. */
export function guessKoreanDigit(text: string): DoubtfulDigit | undefined {
  for (const length of [2, 1]) {
    const digit = mishearings.get(text.slice(0, length));
    if (digit !== undefined) return { digit, length };
  }
  return undefined;
}

/** The English digit that a lower-case word nearly is: at most one letter apart when sounds that are confused are spelled alike. */
export function guessEnglishDigit(word: string): string | undefined {
  const known = soundAlikes[word];
  if (known !== undefined || word.length < 2 || word.length > longestEnglish) return known;
  const sound = respell(word);
  return soundsOfDigits.find(([digitSound]) => isOneLetterApart(sound, digitSound))?.[1];
}

/** The words that differ from a word by one jamo that sounds alike. */
function mishearingsOf(word: string): string[] {
  return [...word].flatMap((syllable, at) =>
    alikeSyllables(syllable).map((heard) => word.slice(0, at) + heard + word.slice(at + 1)),
  );
}

function respell(word: string): string {
  return respellings.reduce((spelled, [sound, letter]) => spelled.replace(sound, letter), word);
}

function isOneLetterApart(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1 || Math.max(left.length, right.length) < 3) return left === right;
  let head = 0;
  while (head < left.length && left[head] === right[head]) head += 1;
  let tail = 0;
  const shortest = Math.min(left.length, right.length);
  while (tail < shortest - head && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail += 1;
  return Math.max(left.length, right.length) - head - tail <= 1;
}
