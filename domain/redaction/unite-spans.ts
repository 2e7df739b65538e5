import { correctionWords, hesitationWords, resumingWords } from "./corrections.ts";
import { isGap } from "./number-gap.ts";
import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";

const longestBetween = 40;
const wordEnd = "(?![가-힣a-z])";
const correcting = `(?:[\\s,.]*(?:${hesitationWords}|${resumingWords})${wordEnd})*[\\s,.]*(?:${correctionWords})${wordEnd}(?:[\\s,.]+(?:${correctionWords}|${hesitationWords}|${resumingWords}|말고)${wordEnd})*[\\s,.]*$`;
/** What takes back what was said before it: "장미선 아니 장미성", "June second, no, the third". */
const correction = new RegExp(`^(?:이?요|이?에요|예요|이?지|에|인데요?)?${correcting}`, "i");
/** The same with the beginning of a part that was begun: "… 십이, 현대, 아니, 벽산아파트 …". */
const correctionOfPart = new RegExp(`^[\\s,]{1,2}[가-힣A-Za-z0-9]{1,8}${correcting}`, "i");
/** A building that no list knows between two parts of an address. */
const buildingBetween = /^,? [가-힣A-Za-z0-9]{1,9}(?<![은는을를고요로서에도])\s$/;
const hesitation = new RegExp(`(?:^|\\s)(?:에|${hesitationWords})[\\s,.]`, "i");
const areaCode = /\barea code(?: is)?,? $/i;
/** Numbers of which a speaker seldom gives two at once. */
const single: readonly PiiSpan["type"][] = ["RRN", "CARD", "ACCOUNT", "PASSPORT", "DRIVER_LICENSE", "BIRTHDATE"];

/** Spans in order, where what was said and what it was put right to, or two parts of one number with a hesitation between, count as one. */
export function uniteSpans(scan: Scan, spans: readonly PiiSpan[]): PiiSpan[] {
  const united: PiiSpan[] = [];
  for (const found of spans) {
    const span = withOpening(scan, found);
    const last = united.at(-1);
    const between = last && scan.between(last.end, span.start, longestBetween);
    const isOne =
      last && between !== undefined && (isCorrected(last, span, between) || isContinued(scan, last, span, between));
    if (isOne) united[united.length - 1] = { ...span, start: last.start };
    else united.push(span);
  }
  return united;
}

function isCorrected(last: PiiSpan, span: PiiSpan, between: string): boolean {
  const isAddress = last.type === "ADDRESS" && span.type === "ADDRESS";
  return correction.test(between) || (isAddress && (correctionOfPart.test(between) || buildingBetween.test(between)));
}

/** "area code four one five …": the words belong to the number. */
function withOpening(scan: Scan, span: PiiSpan): PiiSpan {
  if (span.type !== "PHONE") return span;
  const opening = areaCode.exec(scan.before(span.start, 16))?.[0].length ?? 0;
  return { ...span, start: span.start - opening };
}

function isContinued(scan: Scan, last: PiiSpan, span: PiiSpan, between: string): boolean {
  const isSame = last.type === span.type && single.includes(span.type);
  if (isSame && between.trim() === "") return true;
  return isSame && hesitation.test(between) && isGap(scan, last.end, span.start);
}
