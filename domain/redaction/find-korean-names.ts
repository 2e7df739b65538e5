import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";
import { doubleSurnames, looksLikeName } from "./surnames.ts";

/** Words after which a name follows. */
const announced =
  /(?:이름|성함|성명|예금주|명의자?|수취인|입금자명?|입금자|주문자명?|신청자명?|고객명|계약자명?|가입자명?|받는\s?(?:사람|분)|보내는\s?(?:사람|분)|담당자명?)(?:은|는|이|가|으로는|란은)?\s?[:은는]?\s?(?:(?:음|어|그|저|아|네|저기)\s){0,2}$/;
/** Words with which callers introduce themselves. */
const introduced =
  /(?:^|[\s,.?!\uE000])(?:저는|전|나는|난|제가|내가|저|여기는|접니다|아니요|네)\s(?:(?:음|어|그|저|아)\s){0,2}$/;
/** What follows an announced name. */
const copula =
  /^(?:이라고|라고|이라는|라는|이에요|예요|에요|이예요|입니다|이고요|이고|고요|이구요|구요|이요|요|인데요|인데|이거든요|거든요|이야|야|으로|로|이며|이랑|랑|이|가|은|는|을|를|의|도|하고|씨|님|고객|\s|[.,?!]|$)/;
/** What makes a self-introduction of a name without "제 이름은". */
const selfNamed =
  /^(?:이라고\s?(?:합|하|해)|라고\s?(?:합|하|해)|입니다|이라는|라는\s(?:사람|고객)|이에요|예요|인데요|이고요|이구요|이라고요|라고요)/;
const honorific = /^\s?(?:고객님|고객\s님|씨|님|회원님|사모님|어르신|선생님|여사|환자분)(?![가-힣]*(?:앗|름))/;
const hangulRun = /^[가-힣]{1,12}/;

/** Korean names where something says that it is a name: "제 이름은 …", "… 고객님", "… 씨", "저는 …라고 합니다", "예금주 …". Honorifics and particles stay. */
export function findKoreanNames(scan: Scan): PiiSpan[] {
  const spans: PiiSpan[] = [];
  for (let at = 0; at < scan.text.length; at += 1) {
    if (!isWordStart(scan, at)) continue;
    const end = nameAt(scan, at);
    if (end !== undefined) spans.push({ start: at, end, type: "NAME" });
  }
  return spans;
}

function isWordStart(scan: Scan, at: number): boolean {
  return isHangul(scan.codeAt(at)) && !isHangul(scan.codeAt(at - 1));
}

function isHangul(code: number): boolean {
  return code >= 0xac00 && code <= 0xd7a3;
}

/** The end of the name that begins here, if one does. */
function nameAt(scan: Scan, at: number): number | undefined {
  const window = scan.after(at, 24);
  const before = scan.before(at, 24);
  const word = hangulRun.exec(window)?.[0] ?? "";
  if (announced.test(before)) {
    const size = nameLength(window, word, copula);
    if (size !== undefined) return at + size;
  }
  const greeted = nameLength(window, word, honorific);
  if (greeted !== undefined && greeted >= 3) return at + greeted;
  const self = nameLength(window, word, selfNamed);
  if (self === undefined) return undefined;
  if (introduced.test(before) && self >= 3) return at + self;
  return self === 3 && /^(?:이라고|라고)\s?(?:합|하|해)/.test(window.slice(self)) && isPlainThird(word[2] ?? "")
    ? at + self
    : undefined;
}

/**
 * How many characters the name takes: three syllables, then four for double family names, then two; with an optional space behind the family name.
 * What follows must match `ending`.
 */
function nameLength(window: string, word: string, ending: RegExp): number | undefined {
  const sizes = doubleSurnames.some((surname) => word.startsWith(surname)) ? [4, 3] : [3, 2];
  for (const size of sizes) {
    if (word.length >= size && looksLikeName(word.slice(0, size)) && ending.test(window.slice(size))) return size;
  }
  const spaced = /^([가-힣]{1,2}) ([가-힣]{2})/.exec(window);
  if (!spaced || word.length !== spaced[1]?.length) return undefined;
  return looksLikeName(`${spaced[1]}${spaced[2]}`) && ending.test(window.slice(spaced[0].length))
    ? spaced[0].length
    : undefined;
}

/** Endings of everyday compounds ("배송중", "신청인"), which names rarely have. */
function isPlainThird(syllable: string): boolean {
  return syllable !== "" && !"중됨임자인비료금권증서님점가이기".includes(syllable);
}
