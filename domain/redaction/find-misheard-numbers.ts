import { judgeMisheardNumber } from "./judge-misheard-number.ts";
import { type NumberUnit, readNumberUnits } from "./number-units.ts";
import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";

/** What a unit that is no sure digit takes from a run, in sure digits. */
const costs: Readonly<Record<NumberUnit["kind"], number>> = {
  digits: 0,
  doubtful: 0.5,
  stranger: 1.5,
  break: Infinity,
};
/** A run ends where it has lost this much since its best place: two strangers in succession, or one more for a run that is long already. */
const furthestDrop = 3;
const furthestDropOfLong = 4;
const longRun = 3;
/** A run may begin with a sure digit and a misheard one. */
const lowestScore = -1;
/** A run ends this many units after its best place, which also bounds how often a unit is read. */
const furthestReach = 12;
/** Fewer digits that were left in clear beside a number found otherwise are a neighbouring word. */
const leastUncovered = 3;

/**
 * Numbers in which some digits were misheard, dropped or broken off, so that they have no number's shape: stretches in which digits far outweigh what is
 * none. Such a stretch is the best-scoring segment of a walk that gains one for each sure digit, loses for each word or syllable that is none, and stops
 * when it has lost too much (the X-drop rule of sequence alignment: Zhang et al. 1998, https://doi.org/10.1089/cmb.1998.5.197).
 * @param found the numbers that were read exactly, companies' among them, in order of their places or not; a stretch that they cover is left to them
 */
export function findMisheardNumbers(scan: Scan, found: readonly Pick<PiiSpan, "start" | "end">[]): PiiSpan[] {
  const units = readNumberUnits(scan);
  const isCovered = coverOf(units, found);
  const spans: PiiSpan[] = [];
  for (let first = 0; first < units.length; ) {
    const last = lastOfRun(units, first);
    if (last === undefined) {
      first += 1;
      continue;
    }
    const [from, to] = [Math.max(first - 1, 0), last + 2];
    spans.push(...judgeRun(scan, units.slice(from, to), isCovered.slice(from, to)));
    first = last + 1;
  }
  return spans;
}

/** The last unit of the best run that begins with `first`; undefined where none begins, since runs begin with sure digits. */
function lastOfRun(units: readonly NumberUnit[], first: number): number | undefined {
  let [score, best, last]: [number, number, number | undefined] = [0, 0, undefined];
  for (let at = first; at < units.length; at += 1) {
    const unit = units[at];
    if (!unit || at - (last ?? first) > furthestReach) break;
    score += (unit.kind === "digits" ? unit.digits.length : 0) - costs[unit.kind];
    if (score < lowestScore || best - score >= (best < longRun ? furthestDrop : furthestDropOfLong)) break;
    if (unit.kind === "digits" && score >= best) [best, last] = [score, at];
    if (last === undefined) break;
  }
  return last;
}

/** The stretches of a run that exact reading left in clear: each by itself if it is a number, else all as one. */
function judgeRun(scan: Scan, units: readonly NumberUnit[], isCovered: readonly boolean[]): PiiSpan[] {
  const clear = stretchesOf(units.map((unit, at) => (isCovered[at] ? undefined : unit)));
  if (Math.max(0, ...clear.map(countDigits)) < leastUncovered) return [];
  const single = clear.flatMap((stretch) => judgeMisheardNumber(scan, stretch) ?? []);
  if (single.length > 0) return single;
  const whole = judgeMisheardNumber(scan, units);
  return whole ? [whole] : [];
}

function countDigits(units: readonly NumberUnit[]): number {
  return units.reduce((sum, { kind, digits }) => sum + (kind === "digits" ? digits.length : 0), 0);
}

function stretchesOf(units: readonly (NumberUnit | undefined)[]): NumberUnit[][] {
  const stretches: NumberUnit[][] = [];
  let current: NumberUnit[] = [];
  for (const unit of [...units, undefined]) {
    if (unit) current.push(unit);
    else if (current.length > 0) {
      stretches.push(current);
      current = [];
    }
  }
  return stretches;
}

/** For each unit whether it lies in a span: both are walked once, in order. */
function coverOf(units: readonly NumberUnit[], found: readonly Pick<PiiSpan, "start" | "end">[]): boolean[] {
  const spans = [...found].sort((left, right) => left.start - right.start);
  let next = 0;
  return units.map(({ start }) => {
    while ((spans[next]?.end ?? Infinity) <= start) next += 1;
    return (spans[next]?.start ?? Infinity) <= start;
  });
}
