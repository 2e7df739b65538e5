import { isThings, type NumberKind } from "./number-context.ts";
import type { PiiType } from "./pii-span.ts";

/** What a number's shape says. `type` undefined: a company's number, to be left alone. Higher strength wins where two readings overlap. */
export interface ShapeVerdict {
  readonly type: PiiType | undefined;
  readonly strength: 1 | 2 | 3;
}

/** A number read from the text. */
export interface NumberReading {
  readonly digits: string;
  /** Lengths of the parts that it was written or said in. */
  readonly parts: readonly number[];
  readonly kind: NumberKind | undefined;
  /** A plus stands before it. */
  readonly isInternational?: boolean;
  /** The name of a province stands before it, as on older driver's licences. */
  readonly isRegional?: boolean;
}

const mobile = /^(?:010\d{8}|01[16789]\d{7,8}|8210\d{8}|82010\d{8})$/;
const landline = /^(?:02\d{7,8}|0(?:3[1-3]|4[1-4]|5[1-5]|6[1-4])\d{7,8}|070\d{8}|050[2-9]\d{7,8})$/;
/** Four digits that may be a year. */
export const year = /^(?:19|20)\d\d$/;
/** Numbers of companies and of their services: nobody's personal data. */
export const company = /^(?:1[5689]\d{6}|080\d{7}|1?8(?:00|33|44|55|66|77|88)\d{7})$/;
const american = /^1?[2-9]\d{9}$/;
/** Year, month and day of somebody who was born in the last century. */
const wholeDate = /^19\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
const datePrefix = /^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/;

/** Digits of the longest number that has a shape. */
export const longestNumber = 19;

/** Judges one reading; undefined when it looks like nothing. Longest work: {@link longestNumber} digits. */
export function judgeShape({
  digits,
  parts,
  kind,
  isInternational,
  isRegional,
}: NumberReading): ShapeVerdict | undefined {
  const size = digits.length;
  const cuts = cutsOf(parts);
  if (size === 8 && company.test(digits) && kind !== "birth") return { type: undefined, strength: 3 };
  if ((size === 10 || size === 11) && company.test(digits) && (cuts.has(3) || cuts.has(4)))
    return { type: undefined, strength: 3 };
  if (kind === "company") return undefined;
  if (isInternational && size >= 8 && size <= 15) return { type: "PHONE", strength: 3 };
  if (isRegional && size === 10 && parts.join("-") === "2-6-2") return { type: "DRIVER_LICENSE", strength: 3 };
  const isLicense = size === 12 && kind === "license" && cuts.has(2) && cuts.has(4) && cuts.has(10);
  if (isLicense || (size === 10 && kind === "license" && parts.join("-") === "2-6-2"))
    return { type: "DRIVER_LICENSE", strength: 3 };
  const isMobile = mobile.test(digits) && (kind !== "account" || parts.length === 1 || cuts.has(6) || cuts.has(7));
  if (isMobile) return { type: "PHONE", strength: kind === "license" ? 2 : 3 };
  if (landline.test(digits) && isSplitLike(parts, cuts, digits))
    return { type: "PHONE", strength: kind === "account" ? 2 : 3 };
  if (isIdentityNumber(digits, parts, cuts, kind)) return { type: "RRN", strength: 3 };
  if (!isThings(kind) && /^\d+-1$/.test(parts.join("-")) && isDateAndFirst(digits)) return { type: "RRN", strength: 3 };
  if (isCard(digits, parts, cuts, kind)) return { type: "CARD", strength: 3 };
  if (size === 12 && parts.join("-") === "2-2-6-2") return { type: "DRIVER_LICENSE", strength: 3 };
  return judgeByContext(digits, kind) ?? judgeAlone(digits, parts, kind);
}

/** What the words around say decides. */
function judgeByContext(digits: string, kind: NumberKind | undefined): ShapeVerdict | undefined {
  const size = digits.length;
  const sure = (type: PiiType, from: number, to: number): ShapeVerdict | undefined =>
    size >= from && size <= to ? { type, strength: 2 } : undefined;
  switch (kind) {
    case "phone":
      return sure("PHONE", 7, 13);
    case "account":
      return sure("ACCOUNT", 8, 16);
    case "card":
      return sure("CARD", 13, 19);
    case "rrn":
      return [6, 7, 9, 13].includes(size) ? { type: "RRN", strength: 3 } : sure("RRN", 8, 12);
    case "license":
      return sure("DRIVER_LICENSE", 7, 12);
    case "passport":
      return size === 8 ? { type: "PASSPORT", strength: 3 } : sure("PASSPORT", 7, 9);
    case "birth":
      return (size === 8 && datePrefix.test(digits.slice(2))) || (size === 6 && datePrefix.test(digits))
        ? { type: "BIRTHDATE", strength: 2 }
        : undefined;
    default:
      return undefined;
  }
}

/** Nothing is said: better one number too many than one too few, but an order number stays. */
function judgeAlone(digits: string, parts: readonly number[], kind: NumberKind | undefined): ShapeVerdict | undefined {
  const size = digits.length;
  if (isThings(kind)) return undefined;
  if (/^(?:1-)?3-3-4$/.test(parts.join("-")) && american.test(digits)) return { type: "PHONE", strength: 2 };
  if (size === 16) return { type: "CARD", strength: 1 };
  if (parts.join("-") === "4-2-2" && wholeDate.test(digits)) return { type: "BIRTHDATE", strength: 1 };
  const grouped = parts.length >= 3 && parts.length <= 5 && Math.min(...parts) >= 2;
  if (size >= 10 && size <= 14 && (grouped || size >= 11)) return { type: "ACCOUNT", strength: 1 };
  return size === 10 && american.test(digits) ? { type: "PHONE", strength: 1 } : undefined;
}

/** "820305-2": a date of birth and the digit for sex and century. */
function isDateAndFirst(digits: string): boolean {
  return digits.length === 7 && datePrefix.test(digits) && /[1-8]$/.test(digits);
}

function isIdentityNumber(
  digits: string,
  parts: readonly number[],
  cuts: ReadonlySet<number>,
  kind: NumberKind | undefined,
): boolean {
  if (parts.join("-") === "3-2-4" && !isThings(kind) && kind !== "account") return true;
  if (digits.length !== 13 || !datePrefix.test(digits) || !/[1-8]/.test(digits[6] ?? "")) return false;
  return cuts.has(6) || kind === "rrn" || (parts.length === 1 && !isThings(kind));
}

function isCard(
  digits: string,
  parts: readonly number[],
  cuts: ReadonlySet<number>,
  kind: NumberKind | undefined,
): boolean {
  const size = digits.length;
  if (kind === "named thing") return false;
  const isGrouped = cuts.has(4) && cuts.has(8) && cuts.has(12);
  if (size === 16 && /^[2-9]/.test(digits))
    return isGrouped || (passesLuhn(digits) && !isThings(kind)) || kind === "card";
  if (size === 15 && /^3[47]/.test(digits)) return parts.join("-") === "4-6-5" || passesLuhn(digits);
  return (
    size === 14 && /^3[068]/.test(digits) && (parts.join("-") === "4-6-4" || passesLuhn(digits)) && kind !== "account"
  );
}

/** A landline number is written in one piece or with a cut behind its area code. */
function isSplitLike(parts: readonly number[], cuts: ReadonlySet<number>, digits: string): boolean {
  return parts.length === 1 || cuts.has(digits.startsWith("02") ? 2 : digits.startsWith("050") ? 4 : 3);
}

function cutsOf(parts: readonly number[]): ReadonlySet<number> {
  let sum = 0;
  return new Set(
    parts.map((part) => {
      sum += part;
      return sum;
    }),
  );
}

/** The check digit of payment cards (ISO/IEC 7812-1, annex B): evidence for a card, never proof against one. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
