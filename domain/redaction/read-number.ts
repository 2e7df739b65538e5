import type { DigitGroup } from "./digit-groups.ts";
import type { NumberContext } from "./number-context.ts";
import { judgeShape, type ShapeVerdict } from "./number-shape.ts";
import type { Scan } from "./scan.ts";

/** Neighbouring groups read as one number, with the place that it takes in the text. */
export interface NumberCandidate {
  readonly start: number;
  readonly end: number;
  /** Digits that count. */
  readonly size: number;
  readonly verdict: ShapeVerdict;
}

/** How many spoken digits at the edges are left to the neighbouring words. */
interface Trimming {
  readonly lead: number;
  readonly trail: number;
}

const passportLetter = /(?<![a-z])(?:(?!is|no|it|my|on|as|of|or|to|so)[a-z]{1,2}|엠|에스|알|지|디)\s?-?$/i;
const province = /(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)\s?$/;
const copula = /^(?:고|구|에요|지|인)/;
/** A plus, written or said. */
const plus = /(?:\+|플러스|더하기|\bplus)\s?$/i;
const licenseLetter = /(?<![a-z])[a-z]\s?-?$/i;

/**
 * Reads groups as one number; undefined when they look like nothing. Spoken digits at the edges may belong to the words beside them ("육칠팔이구요" ends in
 * 2 and 구요, or in 2, 9 and 요): every way is tried, and the strongest verdict wins, then the one that leaves least out.
 * @param head the first group that was said, which is part of the span even when the speaker took it back
 * @param parts the groups that count, in order
 * @param contextUpTo what the words around say, by where the number ends
 */
export function readNumber(
  scan: Scan,
  head: DigitGroup,
  parts: readonly DigitGroup[],
  contextUpTo: NumberContext,
): NumberCandidate | undefined {
  const tail = parts[parts.length - 1];
  if (!tail) return undefined;
  const plain = parts.map((part) => (part === tail ? part : withoutCopula(scan, part)));
  const isJoined = plain.some((part, at) => part !== parts[at]);
  return strongest([
    isJoined ? readParts(scan, head, plain, contextUpTo) : undefined,
    readParts(scan, head, parts, contextUpTo),
  ]);
}

/** The reading that its shape and context speak for most; the first of equals. */
export function strongest(candidates: readonly (NumberCandidate | undefined)[]): NumberCandidate | undefined {
  return candidates.reduce((best, next) =>
    (next?.verdict.strength ?? 0) > (best?.verdict.strength ?? 0) ? next : best,
  );
}

/** "공일공이고요 가운데는 …": the copula's 이 is no digit. */
function withoutCopula(scan: Scan, part: DigitGroup): DigitGroup {
  if (!part.spoken || !/[2]$/.test(part.digits) || part.digits.length < 3) return part;
  return copula.test(scan.after(part.end, 2))
    ? { ...part, digits: part.digits.slice(0, -1), widths: part.widths.slice(0, -1) }
    : part;
}

function readParts(
  scan: Scan,
  head: DigitGroup,
  parts: readonly DigitGroup[],
  contextUpTo: NumberContext,
): NumberCandidate | undefined {
  const tail = parts[parts.length - 1];
  if (!tail) return undefined;
  const kind = contextUpTo(tail.end);
  const digits = parts.map((part) => part.digits).join("");
  let best: NumberCandidate | undefined;
  for (const { lead, trail } of trimmings(scan, head, tail, parts[0]?.start === head.start)) {
    const lengths = parts.map((part, at) => part.digits.length - (at === 0 ? lead : 0) - (part === tail ? trail : 0));
    const verdict = judgeShape({
      digits: digits.slice(lead, digits.length - trail),
      parts: lengths.filter((length) => length > 0),
      kind,
      isInternational: plus.test(scan.before(head.start, 5)),
      isRegional: province.test(scan.before(head.start, 3)),
    });
    if (!verdict || (best && best.verdict.strength >= verdict.strength)) continue;
    const end = tail.end - widthOf(tail.widths.slice(tail.widths.length - trail));
    const start = startOf(scan, head.start + widthOf(head.widths.slice(0, lead)), end, verdict);
    best = { start, end, size: digits.length - lead - trail, verdict };
  }
  return best;
}

function trimmings(scan: Scan, head: DigitGroup, tail: DigitGroup, isHeadKept: boolean): readonly Trimming[] {
  const canLead = head.spoken && isHeadKept && head.digits.length > 3 && /[가-힣]$/.test(scan.before(head.start, 1));
  const canTrail = tail.spoken && tail.digits.length > 1 && /^[가-힣]/.test(scan.after(tail.end, 1));
  const mayBeParticle = tail.spoken && tail.digits.length > 1 && tail.digits.endsWith("2");
  const trails = canTrail ? [0, 1, 2].filter((trail) => trail < tail.digits.length) : mayBeParticle ? [0, 1] : [0];
  return (canLead ? [0, 1] : [0]).flatMap((lead) => trails.map((trail) => ({ lead, trail })));
}

/** Passport and American licence numbers begin with a letter, older Korean licences with a province, telephone numbers with a plus or a bracket. */
function startOf(scan: Scan, start: number, end: number, { type }: ShapeVerdict): number {
  const before = scan.before(start, 5);
  if (type === "PHONE") {
    const sign = plus.exec(before)?.[0].length ?? 0;
    if (sign > 0) return start - sign;
    return before.endsWith("(") && scan.between(start, end, 60)?.includes(")") ? start - 1 : start;
  }
  if (type === "DRIVER_LICENSE" && province.test(before)) return start - (province.exec(before)?.[0].length ?? 0);
  const letter = type === "PASSPORT" ? passportLetter : type === "DRIVER_LICENSE" ? licenseLetter : undefined;
  return start - (letter?.exec(before)?.[0].length ?? 0);
}

function widthOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0);
}
