import type { DigitGroup } from "./digit-groups.ts";
import { isThings, type PersonalKind, readNumberContext } from "./number-context.ts";
import { isGap } from "./number-gap.ts";
import type { PiiSpan, PiiType } from "./pii-span.ts";
import type { Scan } from "./scan.ts";

const pause = "(?:(?:음|어|그|저|저기|um|uh)[,.]?\\s){0,2}";
/** "뒷자리는", "마지막 네 자리가", "끝번호", "ending in", "the last four digits are". */
const koreanCue = new RegExp(
  `(?:(?:뒷|끝|앞|가운데|중간|뒤|마지막|앞에|뒤에)\\s?(?:의\\s)?(?:(?:네|세|여섯|일곱|여덟|두|4|3|6|7|8)\\s?)?(?:자리|번호|글자|숫자|개)(?:\\s?(?:네|세|여섯|일곱|4|3|6|7)\\s?(?:자리|개))?(?:만)?|(?:전화|핸드폰|휴대폰|번호)\\s?(?:끝이|끝은|뒤가|뒤는)|(?:뒤|끝|앞)에\\s(?:네|4)\\s?(?:개|자리|글자)|(?:번호|전화)\\s(?:중간|가운데)|뒤에|뒤에는|뒤는|끝이|끝은|끝에가|가운데가|가운데는|중간이|중간은|(?:카드|번호|전화|폰)\\s(?:맨\\s)?(?:끝|뒤)|마지막이|마지막은|마지막에|나머지는|나머지가)(?:요|은요|는요)?[?,.]?(?:는|은|이|가|로|만)?(?:\\s(?:번호|숫자)는?)?\\s?${pause}$`,
);
const englishCue = new RegExp(
  `\\b(?:end(?:s|ing)? (?:in|with)|(?:card|visa|mastercard|amex|account|phone|number) ending|(?:last|back|final) (?:four|4|three|3|two|seven|7|six|6)(?: digits?| numbers?)?(?: (?:of|on|for) (?:my |the |that |this )?[a-z' ]{2,28}?)?(?: is| are| was|:)?|first (?:six|6|four|4)(?: digits?)?(?: is| are)?|back (?:digits|part|half|numbers?)(?: is| are)?)\\s${pause}$`,
  "i",
);
/** The code on the back of a card may not be kept (PCI DSS 4.0, requirement 3.3.1.2). */
const securityCode =
  /(?:cvc|cvv|cvc2|cvv2|씨브이씨|씨브이브이|시브이씨|보안\s?코드|security code|security number|three (?:digits|numbers)|(?:뒷면|뒤)에?\s?(?:숫자\s?)?(?:세|3)\s?(?:자리|개))(?:\s?번호|\s?숫자)?(?: on (?:the )?(?:back|card|it))?(?:는|은|가|이| is| are|'s|:)?\s?(?:(?:음|어|uh|um)\s)?$/i;
/** The cue in a sentence of its own: "끝 네 자리만 말씀드리면 되죠", "the last seven digits of it, I believe". As many digits must follow. */
const statedBefore =
  /(네|일곱|여섯|[467])\s?(?:자리|개|글자)[^\uE000\d]{0,6}\s[^\uE000\d]{0,20}$|\b(?:last|back|final) (four|seven|six|[467])\b[^\uE000\d]{0,56}$/i;
const statedCounts: Readonly<Record<string, number>> = { 네: 4, 여섯: 6, 일곱: 7, four: 4, six: 6, seven: 7 };
const typeOfKind: Readonly<Record<PersonalKind, PiiType>> = {
  phone: "PHONE",
  account: "ACCOUNT",
  card: "CARD",
  rrn: "RRN",
  license: "DRIVER_LICENSE",
  passport: "PASSPORT",
  birth: "BIRTHDATE",
};
const vehicleBefore = /(?:차량?\s?번호|번호판|차량|\s차|^차|plate)[^?!]{0,12}$/i;
const cardBehind =
  /^(?:인|번|로|으로|인데)?\s?(?:끝나는\s?)?(?:체크|신용|법인)?\s?카드|^ (?:on|of) (?:my|the) (?:card|visa|master)/i;
/** 만 counts money only where it says so: "뒷자리 4406만 알려 드릴게요". */
const unitBehind =
  /^\s?(?:원(?!래|하|본|인)|만\s?원|천\s?원|개(?!설|통|인)|명(?!의)|년|월(?!급)|일\s|시(?!작)|분(?!실|들|이)|층|호(?!출)|%|퍼센트|번째|dollars?|percent)/;
const leastDigits = 2;
const mostDigits = 8;

/**
 * Parts of numbers that callers read alone: "전화번호 뒷자리 5678", "the card ending in 4242", the code on the back of a card. What the part is of decides:
 * an order's last digits stay.
 */
export function findPartialNumbers(scan: Scan, groups: readonly DigitGroup[]): PiiSpan[] {
  const spans: PiiSpan[] = [];
  for (let index = 0; index < groups.length; index += 1) {
    const first = groups[index];
    if (!first) continue;
    const before = scan.before(first.start, 72);
    const isCode = securityCode.test(before);
    const isNamed = isCode || koreanCue.test(before) || englishCue.test(before);
    const stated = isNamed ? undefined : statedCount(before);
    if (!isNamed && stated === undefined) continue;
    const last = lastOfPart(scan, groups, index, isCode ? 5 : mostDigits);
    if (!last || (stated !== undefined && last.digits !== stated)) continue;
    const type = isCode ? "CARD" : typeOfPart(scan, first.start, last.end, before, last.digits);
    if (type) spans.push({ start: first.start, end: last.end, type });
  }
  return spans;
}

function statedCount(before: string): number | undefined {
  const stated = statedBefore.exec(before);
  const words = stated?.[1] ?? stated?.[2];
  return words === undefined ? undefined : (statedCounts[words.toLowerCase()] ?? Number(words));
}

interface Part {
  readonly end: number;
  readonly digits: number;
}

function lastOfPart(scan: Scan, groups: readonly DigitGroup[], index: number, most: number): Part | undefined {
  let digits = 0;
  let last: DigitGroup | undefined;
  for (let at = index; at < groups.length; at += 1) {
    const group = groups[at];
    if (!group || (last && !isGap(scan, last.end, group.start)) || digits + group.digits.length > most) break;
    digits += group.digits.length;
    last = group;
  }
  return last && digits >= leastDigits && !unitBehind.test(scan.after(last.end, 6))
    ? { end: trimmedEnd(scan, last, digits), digits }
    : undefined;
}

/** "오육칠팔이에요": the copula's 이 is no fifth digit. */
function trimmedEnd(scan: Scan, last: DigitGroup, digits: number): number {
  const isCopula =
    last.spoken &&
    (digits === 5 || digits === 8) &&
    last.digits.endsWith("2") &&
    /^(?:에요|고요|요|구요|고|라|며)/.test(scan.after(last.end, 3));
  return last.end - (isCopula ? (last.widths.at(-1) ?? 0) : 0);
}

function typeOfPart(scan: Scan, start: number, end: number, before: string, digits: number): PiiType | undefined {
  if (cardBehind.test(scan.after(end, 14))) return "CARD";
  const kind = readNumberContext(scan, start, end) ?? readNumberContext(scan, start - 20, end);
  if (isThings(kind)) return undefined;
  if (vehicleBefore.test(before) && kind === undefined) return "VEHICLE";
  if (kind) return typeOfKind[kind];
  return digits >= 6 && digits <= 7 ? "RRN" : "PHONE";
}
