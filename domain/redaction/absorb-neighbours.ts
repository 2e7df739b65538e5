import { isThings, readNumberContext } from "./number-context.ts";
import { type NumberToken, readNumberTokens } from "./number-tokens.ts";
import { type PiiSpan, type PiiType, piiTypes } from "./pii-span.ts";
import type { Scan } from "./scan.ts";

/** How far a span may grow on each side, in characters. */
const reach = 64;
/** More digits than this are a number of their own unless a correction joins them to the span. */
const mostLoose = 5;
const mostLooseOfOpen = 8;
/** Types that are made of digits; only beside these do digits belong to the span. */
const numeric: ReadonlySet<PiiType> = new Set(piiTypes).difference(new Set(["EMAIL", "ADDRESS", "NAME"]));
const lettered: ReadonlySet<PiiType> = new Set(["PASSPORT", "DRIVER_LICENSE", "VEHICLE"]);
const mobile = /^(?:010|[공영]\s?(?:일|하나)\s?[공영]|(?:oh|zero) one (?:oh|zero))/i;
/** Digits of a number that is whole: what stands beside it without a correction is something else. */
const wholeSizes: Readonly<Partial<Record<PiiType, (digits: number, text: string) => boolean>>> = {
  PHONE: (digits, text) => digits >= (mobile.test(text) ? 11 : 9),
  RRN: (digits) => digits >= 13,
  CARD: (digits) => digits >= 15,
  VEHICLE: (digits) => digits >= 4,
  BIRTHDATE: () => true,
};
/** Letters of a code that stand right before its digits. */
const gluedLetters = /(?<![A-Za-z])[A-Za-z]{1,4}-?$/;
/** What makes a number a quantity, in either language. */
const counted =
  /^\s?(?:원|만|천\s?원|억|개|명|년|월|시|분|초|층|호|동|살|세|박|건|권|장|회|평|번째|퍼센트|프로|기가|메가|킬로|리터|달러|대|벌|켤레|박스|잔|병|통|차|포인트|점|인치|센치|센티|미터|키로|주|달|[가-힣]?\s?(?:후|뒤|이내|동안|안에)(?![가-힣]))|^\s?(?:%|\$|won\b|dollars?\b)|^ ?(?:am|pm|o'clock)\b/i;
/** What is counted in English: another thing, a unit, a plural. */
const countedInEnglish =
  /^ (?:of|more|other|others|another|thing|day|week|month|year|hour|minute|second|time|person|item|piece|percent|dollar|pound|euro|hundred|thousand|million|or|to|bed|bedroom|bath|gig|gigabyte|meg|mile|inch|foot|way|last|star|point|pair|(?!is\b|was\b|as\b|this\b|its\b|thanks\b|yes\b|has\b|does\b|expires\b|ends\b|belongs\b|his\b|us\b|it's\b|that's\b)[a-z]{2,}s)\b/i;

/**
 * Lets each span grow over what evidently belongs to it: digits beside it that only separators and hesitations part from it, and what was said first and
 * taken back ("010 5528, no, sorry, 010 …"). Quantities, words, and what is named as an order's stay. Spans must be in order and apart, and so they stay.
 */
export function absorbNeighbours(scan: Scan, spans: readonly PiiSpan[]): PiiSpan[] {
  let before = 0;
  return spans.map((span, at) => {
    if (!numeric.has(span.type)) {
      before = span.end;
      return span;
    }
    const behind = spans[at + 1]?.start ?? scan.text.length;
    const start = grownStart(scan, span, before);
    const end = grownEnd(scan, span, behind);
    before = end;
    return { ...span, start, end };
  });
}

function grownStart(scan: Scan, span: PiiSpan, least: number): number {
  const window = scan.before(span.start, Math.min(reach, span.start - least));
  const cut = span.start - window.length > least ? window.search(/\s/) >>> 0 : 0;
  const text = window.slice(cut);
  if (text.trim() === "") return span.start;
  if (lettered.has(span.type) && gluedLetters.test(text))
    return span.start - (gluedLetters.exec(text)?.[0].length ?? 0);
  const tokens = readNumberTokens(text, span.start - text.length);
  const isOpen = mayGrow(scan, span);
  let [isCorrected, digits] = [false, 0];
  /** "이십일, 어, 이십이 부 …": a plate that was begun twice. */
  const isPlate = span.type === "VEHICLE";
  let [start, isAttempt, isBegun] = [span.start, false, false];
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    const token = tokens[at];
    if (!token || token.kind === "other") break;
    if (token.kind === "pause") {
      isBegun ||= isPlate;
      continue;
    }
    if (token.kind === "correction") {
      isCorrected = true;
      continue;
    }
    isAttempt ||= isCorrected;
    const isGlued = token.end === start && /[가-힣0-9]/.test(scan.before(start, 1)) && start === span.start;
    if (!isPart(token, span.type) || !(isAttempt || isOpen || isGlued || isBegun)) break;
    if (!isAttempt && isEverydayWord(scan, token)) break;
    digits += token.digits;
    if (!isAttempt && digits > mostLoose) return span.start;
    start = token.start;
  }
  // What was begun and taken back may be called an order's.
  return start < span.start && isAttempt && isThings(readNumberContext(scan, start, span.start)) ? span.start : start;
}

function grownEnd(scan: Scan, span: PiiSpan, most: number): number {
  const window = scan.after(span.end, Math.min(reach, most - span.end));
  const isCut = span.end + window.length < most;
  const glued = /^(?:이?에요|예요|이?요|입니다|이?고요?|인데요?)(?=\s)/.exec(window)?.[0].length ?? 0;
  const tokens = readNumberTokens(window.slice(glued), span.end + glued);
  if (isCut) tokens.pop();
  const isOpen = mayGrow(scan, span);
  let [isCorrected, digits] = [false, 0];
  let [end, isEnded] = [span.end, glued > 0];
  let loose = span.end;
  for (const [at, token] of tokens.entries()) {
    if (token.kind === "other") break;
    if (token.kind === "pause") continue;
    if (token.kind === "correction") {
      isCorrected = true;
      continue;
    }
    const isGlued = token.start === span.end && /[가-힣]/.test(scan.after(token.start, 1));
    if (!isPart(token, span.type) || !(isCorrected || (!isEnded && (isOpen || isGlued)))) break;
    if (counted.test(scan.after(token.end, 8))) break;
    if (token.kind === "date" && token.digits === 0 && !isCorrected) break;
    if (!isCorrected && isEverydayWord(scan, token) && tokens[at + 1]?.kind !== "number") break;
    digits += token.digits;
    if (!isCorrected && digits > (isOpen ? mostLooseOfOpen : mostLoose)) return span.end;
    loose = token.end;
    isEnded = token.isEnded;
    if (isEnded || !countedInEnglish.test(scan.after(token.end, 12))) end = loose;
  }
  return end;
}

/** Whether digits beside a span may be part of it though nothing is put right between: it is not whole yet, or holds more than was meant. */
function mayGrow(scan: Scan, { start, end, type }: PiiSpan): boolean {
  const text = scan.between(start, end, 96) ?? "";
  const tokens = readNumberTokens(text, start);
  const digits = tokens.reduce((sum, token) => sum + token.digits, 0);
  return tokens.some(({ kind }) => kind === "correction") || !(wholeSizes[type]?.(digits, text) ?? false);
}

function isPart(token: NumberToken, type: PiiType): boolean {
  if (token.kind === "date") return type === "BIRTHDATE" || token.digits > 0;
  if (token.kind === "letter") return lettered.has(type);
  return token.kind === "number";
}

/** 이사, 사이, 오이, 일: short words of digits that mean something else as well. */
function isEverydayWord(scan: Scan, { start, end, isEnded }: NumberToken): boolean {
  return (
    !isEnded && /^[일이사오구]{1,2}$/.test(scan.between(start, end, 2) ?? "") && /^\s[가-힣]/.test(scan.after(end, 2))
  );
}
