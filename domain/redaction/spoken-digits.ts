import { repeatWords, teenWords, tensWords, unitWords, zeroWords } from "./english-number-words.ts";

/** Digits as Korean speakers say them one by one; the native words are used where a line is bad. */
export const koreanDigits: readonly (readonly [string, string])[] = [
  ["다섯", "5"],
  ["여섯", "6"],
  ["일곱", "7"],
  ["여덟", "8"],
  ["아홉", "9"],
  ["하나", "1"],
  ["공", "0"],
  ["영", "0"],
  ["빵", "0"],
  ["일", "1"],
  ["이", "2"],
  ["둘", "2"],
  ["삼", "3"],
  ["셋", "3"],
  ["사", "4"],
  ["넷", "4"],
  ["오", "5"],
  ["육", "6"],
  ["륙", "6"],
  ["칠", "7"],
  ["팔", "8"],
  ["구", "9"],
];

/** Digits as English speakers say them one by one. */
export const englishDigits: Readonly<Record<string, string>> = {
  zero: "0",
  oh: "0",
  o: "0",
  nought: "0",
  one: "1",
  two: "2",
  three: "3",
  four: "4",
  five: "5",
  six: "6",
  seven: "7",
  eight: "8",
  nine: "9",
  niner: "9",
};

/** "double five" is 55, "triple five" 555. */
export const englishRepeats: Readonly<Record<string, number>> = { double: 2, triple: 3 };

/** "nineteen" and "eighty two" are two digits of a number that is read in pairs. */
export const englishTens: Readonly<Record<string, string>> = {
  ten: "10",
  eleven: "11",
  twelve: "12",
  thirteen: "13",
  fourteen: "14",
  fifteen: "15",
  sixteen: "16",
  seventeen: "17",
  eighteen: "18",
  nineteen: "19",
  twenty: "20",
  thirty: "30",
  forty: "40",
  fifty: "50",
  sixty: "60",
  seventy: "70",
  eighty: "80",
  ninety: "90",
};

const numberWords = `${zeroWords}|o|${unitWords}|${teenWords}|${tensWords}|${repeatWords}`;
const oh = /^(?:oh?)$/i;
const digitBefore = new RegExp(
  `(?:\\d|\\b(?:${numberWords}|hundred|dash|hyphen))[\\s,.-]{1,3}(?:(?:uh|um|er|and|then)[\\s,]{1,2})?$`,
  "i",
);
const digitBehind = new RegExp(
  `^[\\s,.-]{1,3}(?:(?:uh|um|er|dash|then)[\\s,]{1,2})?(?:\\d|(?:${numberWords})\\b)`,
  "i",
);
const exclamation = /^\s(?:wait|sorry|no|yeah|hold|hang|dear|well)\b/i;

/**
 * Whether "oh" is said for a zero rather than in surprise: digits stand beside it.
 * @param before what ends right before the word
 * @param behind what begins right behind it
 */
export function isSpokenZero(word: string, before: string, behind: string): boolean {
  if (!oh.test(word)) return true;
  return digitBehind.test(behind) || (digitBefore.test(before) && !exclamation.test(behind));
}
