import type { DigitGroup } from "./digit-groups.ts";
import { isThings, type NumberKind, readNumberContext } from "./number-context.ts";
import { isGap } from "./number-gap.ts";
import { year } from "./number-shape.ts";
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
/** What may follow the last digits where the speaker pauses. */
const trailing =
  /^(?:[\s,.…-]|에요?|의|요|이고요?|이구요|고요?|구요|하고|다시|대시|국에?|번에?|음|어|그|저기|dash|and|uh|um)*$/i;
const longestTrailing = 14;
const mobileStart = /^(?:01[016789]|8210)/;
/** "1588": a company's number begins so. */
const companyStart = /^1[5689]\d\d$/;
const leastNamed = 4;
const leastMobile = 6;
const most = 15;

/**
 * A number that breaks off at the end of what was said, since the caller pauses in its middle: named before, or begun like a telephone number. The rest
 * comes in the next segment.
 */
export function findUnfinishedNumber(scan: Scan, groups: readonly DigitGroup[]): PiiSpan[] {
  const last = groups.at(-1);
  if (!last || !trailing.test(scan.between(last.end, scan.text.length, longestTrailing) ?? "x")) return [];
  let first = last;
  let digits = last.digits;
  for (let index = groups.length - 2; index >= 0; index -= 1) {
    const group = groups[index];
    if (!group || digits.length + group.digits.length > most || !isGap(scan, group.end, first.start)) break;
    first = group;
    digits = group.digits + digits;
  }
  const type = typeOf(digits, readNumberContext(scan, first.start, last.end));
  return type ? [{ start: first.start, end: last.end, type }] : [];
}

function typeOf(digits: string, kind: NumberKind | undefined): PiiType | undefined {
  if (isThings(kind) || companyStart.test(digits) || year.test(digits)) return undefined;
  if (digits.length >= leastMobile && mobileStart.test(digits)) return "PHONE";
  return digits.length >= leastNamed && kind ? typeOfKind[kind] : undefined;
}
