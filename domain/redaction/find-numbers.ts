import { hesitationWords } from "./corrections.ts";
import type { DigitGroup } from "./digit-groups.ts";
import { type NumberContext, numberContextFrom } from "./number-context.ts";
import { isAside, isGap, longestGap } from "./number-gap.ts";
import { longestNumber } from "./number-shape.ts";
import type { PiiSpan } from "./pii-span.ts";
import { type NumberCandidate, readNumber, strongest } from "./read-number.ts";
import type { Scan } from "./scan.ts";

/** A stretch of a text. */
type Place = Pick<PiiSpan, "start" | "end">;

/** Personal numbers, and companies' numbers, which stay. */
export interface FoundNumbers {
  readonly numbers: readonly PiiSpan[];
  readonly companies: readonly Place[];
}

interface Candidate extends NumberCandidate {
  readonly first: number;
  readonly last: number;
}

/** A digit with a unit is a quantity, whatever stands beside it. */
const money = /^\s?(?:원(?!래|하|본|인)|만(?!료|기|약|나)|천\s?원|억|달러|dollars?|won\b)/;
const unit =
  /^(?:개(?!설|통|인)|명(?!의)|년|월|시(?!작)|분(?!실)|초|층|호|동|살|세|%|퍼센트|박|건|권|장|회|평|기가|메가|리터|킬로|일(?![이삼사오육칠팔구공]))/;
const takenBack = /아니|아이|sorry|wait|actually|\bno\b/i;
const hesitation = new RegExp(`^[\\s,.]*(?:${hesitationWords})[\\s,.]*$`, "i");
const halfHidden = /^\s?-?\s?\d?[*＊xX●]{4,7}/;
/** A card with its middle hidden: "5310-0000-****-1234". */
const hiddenMiddle = /^(?:[\s-]?\d{2,4}){0,2}(?:[\s-]?[*＊xX●]{2,6}){1,3}(?:[\s-]?\d{3,4})?(?!\d)/;
/** A reading may hold digits that are left to neighbouring words. */
const mostDigits = longestNumber + 2;
/** Eight digits like a service number's may be part of a longer number that was misheard. */
const shortCompany = 8;

/**
 * Telephone, card, account, identity, licence and passport numbers and numeric birth dates. Neighbouring groups are tried as one number in every
 * combination of up to 19 digits, a group that the speaker took back counting for nothing; the strongest reading wins, then the first, then the longest.
 */
export function findNumbers(scan: Scan, groups: readonly DigitGroup[]): FoundNumbers {
  const taken = new Set<number>();
  const hidden = findHalfHidden(scan, groups, taken);
  const candidates = groups.flatMap((_, first) => candidatesFrom(scan, groups, first));
  const spans: PiiSpan[] = [];
  const companies: Place[] = [];
  for (const strength of [3, 2, 1]) {
    for (const { first, last, start, end, size, verdict } of candidates) {
      if (verdict.strength !== strength || isTaken(taken, first, last)) continue;
      for (let index = first; index <= last; index += 1) taken.add(index);
      if (verdict.type) spans.push({ start, end, type: verdict.type });
      else if (size > shortCompany) companies.push({ start, end });
    }
  }
  return { numbers: [...hidden, ...spans], companies };
}

/** All readings that begin with one group, longest first. */
function candidatesFrom(scan: Scan, groups: readonly DigitGroup[], first: number): Candidate[] {
  const head = groups[first];
  const found: Candidate[] = [];
  const contextUpTo = numberContextFrom(scan, head?.start ?? 0);
  let parts: DigitGroup[] = [];
  let size = 0;
  let hasAside = false;
  for (let last = first; head && last <= first + longestNumber; last += 1) {
    const group = groups[last];
    const previous = parts[parts.length - 1];
    if (!group || isQuantity(scan, group)) break;
    if (previous && !belongsTogether(scan, previous, group)) {
      if (group.spoken && group.digits.length === 1) continue;
      if (!hasAside && !isAside(scan, previous.end, group.start)) break;
      hasAside = true;
    }
    if (previous && isTakenBack(scan, previous, group)) {
      parts = withoutTakenBack(scan, parts);
      size = parts.reduce((sum, { digits }) => sum + digits.length, 0);
    }
    size += group.digits.length;
    if (size > mostDigits) break;
    parts.push(group);
    const reading = size >= 6 ? strongest(readings(scan, head, parts, contextUpTo)) : undefined;
    if (reading && (!hasAside || reading.verdict.strength > 1))
      found.push({ first, last, ...(isCutOut(scan, groups, first, last) ? weakened(reading) : reading) });
  }
  return found.reverse();
}

/** As it was said, and without what was begun again. */
function readings(scan: Scan, head: DigitGroup, parts: readonly DigitGroup[], contextUpTo: NumberContext) {
  const begun = withoutRestarted(scan, parts);
  const asSaid = readNumber(scan, head, parts, contextUpTo);
  return begun.length === parts.length ? [asSaid] : [readNumber(scan, head, begun, contextUpTo), asSaid];
}

function isTakenBack(scan: Scan, left: DigitGroup, right: DigitGroup): boolean {
  return takenBack.test(scan.between(left.end, right.start, longestGap) ?? "") && isGap(scan, left.end, right.start);
}

/** The last group was taken back, or all that were read singly since the last comma: "five oh three, no, five oh four". */
function withoutTakenBack(scan: Scan, parts: readonly DigitGroup[]): DigitGroup[] {
  const kept = parts.findLastIndex(
    ({ digits, spoken, end }, at) =>
      digits.length > 1 || spoken || (at < parts.length - 1 && scan.after(end, 1) === ","),
  );
  return parts.slice(0, Math.min(kept + 1, parts.length - 1));
}

/** "삼사 음 삼사일공구이팔": digits that were begun, and begun again behind a hesitation. */
function withoutRestarted(scan: Scan, parts: readonly DigitGroup[]): DigitGroup[] {
  return parts.filter((part, at) => {
    const next = parts[at + 1];
    const isBegunAgain = next !== undefined && part.digits.length > 1 && next.digits.startsWith(part.digits);
    return !(isBegunAgain && hesitation.test(scan.between(part.end, next.start, longestGap) ?? ""));
  });
}

function belongsTogether(scan: Scan, left: DigitGroup, right: DigitGroup): boolean {
  return isGap(scan, left.end, right.start) && !isThousands(scan, left, right);
}

/** "1,234,567": a comma and three digits belong to a quantity. */
function isThousands(scan: Scan, left: DigitGroup, right: DigitGroup): boolean {
  const isComma = right.start - left.end === 1 && scan.after(left.end, 1) === ",";
  return isComma && right.digits.length === 3 && left.digits.length <= 3;
}

function isQuantity(scan: Scan, group: DigitGroup): boolean {
  if (group.spoken && group.digits.length > 3) return false;
  const after = scan.after(group.end, 6);
  return money.test(after) || (group.digits.length <= 4 && unit.test(after));
}

/** Digits that are read out one by one go on beside the reading: it may be a piece of something longer. */
function isCutOut(scan: Scan, groups: readonly DigitGroup[], first: number, last: number): boolean {
  return isOneRun(scan, groups[last], groups[last + 1]) || isOneRun(scan, groups[first - 1], groups[first]);
}

function isOneRun(scan: Scan, left: DigitGroup | undefined, right: DigitGroup | undefined): boolean {
  if (left?.digits.length !== 1 || right?.digits.length !== 1) return false;
  return scan.between(left.end, right.start, 1) === " ";
}

function weakened(reading: NumberCandidate): NumberCandidate {
  const { type, strength } = reading.verdict;
  return strength === 3 ? { ...reading, verdict: { type, strength: 1 } } : reading;
}

function isTaken(taken: ReadonlySet<number>, first: number, last: number): boolean {
  for (let index = first; index <= last; index += 1) if (taken.has(index)) return true;
  return false;
}

/** An identity number or card that somebody has half hidden: "820305-1******". */
function findHalfHidden(scan: Scan, groups: readonly DigitGroup[], taken: Set<number>): PiiSpan[] {
  return groups.flatMap((group, index): PiiSpan[] => {
    const middle = group.digits.length === 4 ? hiddenMiddle.exec(scan.after(group.end, 24)) : null;
    if (middle) taken.add(index);
    if (middle) return [{ start: group.start, end: group.end + middle[0].length, type: "CARD" as const }];
    if (group.digits.length !== 6) return [];
    const tail = halfHidden.exec(scan.after(group.end, 12));
    if (tail) taken.add(index);
    return tail ? [{ start: group.start, end: group.end + tail[0].length, type: "RRN" as const }] : [];
  });
}
