import { isThings, type NumberKind, readNumberContext } from "./number-context.ts";
import { company, longestNumber } from "./number-shape.ts";
import type { NumberUnit } from "./number-units.ts";
import type { PiiSpan, PiiType } from "./pii-span.ts";
import type { Scan } from "./scan.ts";

const typeOfKind: Readonly<Partial<Record<NumberKind, PiiType>>> = {
  phone: "PHONE",
  account: "ACCOUNT",
  card: "CARD",
  rrn: "RRN",
  license: "DRIVER_LICENSE",
  passport: "PASSPORT",
};
/** Digits, sure or not, that make a number: of a kind that was named; of none, where seven are an American local number. */
const leastNamed = 6;
const leastUnnamed = 7;
/** Korean digits that all were heard right and begin like no telephone number may as well be an order number. */
const leastExactKorean = 9;
/** Eight digits in English that begin like a Korean service number are what is left of a social security number rather than a company's. */
const leastEnglishCompany = 10;
const leastSure = 4;
/** Figures are read exactly or not at all: "from 2019 to 2020" is no number that was misheard. */
const leastSpoken = 3;
const phoneStart = /^(?:0|82)/;
const mobileStart = /^01[016789]/;
const dateStart = /^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/;

/**
 * What a stretch of digits is of which some may have been misheard; undefined for what is nobody's personal data.
 * @param units in the order that they were said, with what stands directly before and behind the first and last sure digit: a misheard digit there counts
 * for the length of the number, but stays in the text where it is a word of its own ("for", "to")
 */
export function judgeMisheardNumber(scan: Scan, units: readonly NumberUnit[]): PiiSpan | undefined {
  const [first, last] = [units.findIndex(isSure), units.findLastIndex(isSure)];
  const parts = units.slice(Math.max(first, 0), last + 1);
  const [head, tail] = [parts[0], parts.at(-1)];
  const sure = parts.filter(isSure);
  if (!head || !tail || digitsOf(sure).length < leastSure) return undefined;
  const around = [units[first - 1], units[last + 1]].flatMap((unit) => (unit?.kind === "doubtful" ? [unit] : []));
  const type = typeOfNumber({
    digits: digitsOf(units.slice(Math.max(first - 1, 0), last + 2).filter((unit) => !isStranger(unit))),
    isWhole: around.length === 0,
    isMisheard: around.length > 0 || !parts.every(isSure),
    isSpoken: digitsOf(sure.filter(({ spoken }) => spoken)).length >= leastSpoken,
    isEnglish: isEnglish(scan, head),
    kind: readNumberContext(scan, head.start, tail.end),
  });
  if (!type) return undefined;
  const start = around.find(({ end }) => end === head.start)?.start ?? head.start;
  const end = around.find((unit) => unit.start === tail.end)?.end ?? tail.end;
  return { start, end, type };
}

interface Reading {
  /** As they were heard or guessed. */
  readonly digits: string;
  /** Nothing at the edges may belong to it. */
  readonly isWhole: boolean;
  readonly isMisheard: boolean;
  readonly isSpoken: boolean;
  readonly isEnglish: boolean;
  readonly kind: NumberKind | undefined;
}

function isSure({ kind }: NumberUnit): boolean {
  return kind === "digits";
}

function isStranger({ kind }: NumberUnit): boolean {
  return kind === "stranger";
}

function isEnglish(scan: Scan, { start }: NumberUnit): boolean {
  return /[a-z]/i.test(scan.after(start, 1));
}

function digitsOf(units: readonly NumberUnit[]): string {
  return units.map(({ digits }) => digits).join("");
}

function typeOfNumber({ digits, isWhole, isMisheard, isSpoken, isEnglish, kind }: Reading): PiiType | undefined {
  const size = digits.length;
  const isMobile = mobileStart.test(digits) && size >= 10 && size <= 12;
  const isCompany = isWhole && company.test(digits) && (!isEnglish || size >= leastEnglishCompany);
  if (isCompany || (isThings(kind) && !isMobile)) return undefined;
  const named = kind && typeOfKind[kind];
  if (!isSpoken && !isMobile) return undefined;
  if (named && size >= leastNamed) return named;
  const isPhone = phoneStart.test(digits) && size <= 12;
  if (size < (isMisheard || isPhone || isEnglish ? leastUnnamed : leastExactKorean)) return undefined;
  return isPhone ? "PHONE" : typeBySize(digits);
}

function typeBySize(digits: string): PiiType {
  if (digits.length > 14 && digits.length <= longestNumber) return "CARD";
  if (digits.length >= 12 && dateStart.test(digits)) return "RRN";
  return digits.length >= 11 ? "ACCOUNT" : "PHONE";
}
