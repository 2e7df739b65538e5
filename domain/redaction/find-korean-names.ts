import {
  announced,
  asked,
  bareCopula,
  bareEnd,
  calledSo,
  copula,
  hangulRun,
  honorific,
  introduced,
  latinName,
  nameBehind,
  noAnnouncement,
  related,
  selfNamed,
  spelledBefore,
  spelledBehind,
  spelledOut,
  spelledSelf,
  spelledWithCharacter,
  strongCopula,
  surnameCue,
  takenBack,
  verbEnd,
} from "./korean-name-cues.ts";
import { notNames } from "./not-names.ts";
import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";
import { doubleSurnames, hasGivenName, isPlainName, isUnmistakableName, looksLikeName, mayBeName } from "./surnames.ts";

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
  const code = scan.codeAt(at);
  if (isCapital(code)) return !isWordCharacter(scan.codeAt(at - 1));
  return isHangul(code) && !isHangul(scan.codeAt(at - 1));
}

function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

function isWordCharacter(code: number): boolean {
  return isHangul(code) || isCapital(code) || (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

function isHangul(code: number): boolean {
  return code >= 0xac00 && code <= 0xd7a3;
}

/** The end of the name that begins here, if one does. */
function nameAt(scan: Scan, at: number): number | undefined {
  const window = scan.after(at, 40);
  const before = scan.before(at, 32);
  const isAsked = asked.test(before);
  const isAnnounced = isAsked || (announced.test(before) && !noAnnouncement.test(before));
  const word = hangulRun.exec(window)?.[0] ?? "";
  if (word === "") {
    const latin = isAnnounced ? latinName.exec(window) : null;
    return latin ? at + latin[0].length : undefined;
  }
  const size =
    spelledLength(window, isAnnounced) ??
    (isAnnounced ? announcedLength(window, word) : undefined) ??
    (surnameCue.test(before) ? surnameLength(word) : undefined) ??
    (/^[가-힣]{2,3}(?:이라는|라는)\s(?:이름|사람)/.test(window) ? calledLength(word) : undefined) ??
    (related.test(before) ? relatedLength(before, window, word) : undefined) ??
    greetedLength(window, word) ??
    introducedLength(before, window, word) ??
    bareLength(window, word);
  return size === undefined ? undefined : at + size;
}

function spelledLength(window: string, isAnnounced: boolean): number | undefined {
  const letters = spelledOut.exec(window);
  const isNamed = isAnnounced || spelledSelf.test(window) || spelledBehind.test(window.slice(letters?.[0].length ?? 0));
  const spelled = spelledWithCharacter.exec(window) ?? (isNamed ? letters : null);
  return spelled && looksLikeName(`${spelled[0][0]}가가`) ? spelled[0].length : undefined;
}

/** "하늘이라는 이름으로". */
function calledLength(word: string): number | undefined {
  const size = word.replace(/이?라는$/, "").length;
  const name = word.slice(0, size);
  if (size < 2 || isNoName(name)) return undefined;
  return word.startsWith("이라는", size) && mayBeName(`${name}이`) ? size + 1 : size;
}

/** "성은 박이고". */
function surnameLength(word: string): number | undefined {
  const size = isDouble(word) ? 2 : 1;
  return (size === 2 || looksLikeName(`${word[0]}가가`)) && /^(?:이|예|입|씨|가|인|고$)/.test(word.slice(size))
    ? size
    : undefined;
}

/** Behind words that announce a name it may be any: with a family name, else what only a noun is followed by. */
function announcedLength(window: string, word: string): number | undefined {
  const named = nameLength(window, word, copula, (name) => mayBeName(name) && !startsNoName(name));
  const isSure =
    named !== undefined &&
    (named !== 3 || strongCopula.test(window.slice(3)) || hasGivenName(word) || !verbEnd.test(word));
  if (isSure) return named;
  for (let size = 2; size <= Math.min(word.length, 6); size += 1) {
    if (strongCopula.test(window.slice(size)) && !isNoName(word.slice(0, size))) return size;
  }
  const foreign = /^[가-힣]{1,6} [가-힣]{2,6}?(?=이에요|예요|입니다|이라고|이요|이고요)/.exec(window)?.[0];
  return foreign && !foreign.split(" ").some(isNoName) ? foreign.length : undefined;
}

function isNoName(word: string): boolean {
  return startsNoName(word) || /[은는를]$|니다|세요|어요/.test(word);
}

function startsNoName(word: string): boolean {
  return notNames.has(word) || notNames.has(word.slice(0, 2));
}

/** "제 남편 장한결로", "동생 봉선화 이름": three syllables with a family name. */
function relatedLength(before: string, window: string, word: string): number | undefined {
  if (!mayBeName(word.slice(0, 3)) || word.length < 3 || notNames.has(word.slice(0, 2))) return undefined;
  const rest = window.slice(3);
  if (/[은는이가서]\s$/.test(before))
    return /^(?:이에요|예요|입니다|인데|이고\s|이라는|이라고|라고\s?[하해합])/.test(rest) ? 3 : undefined;
  if (
    !isPlainName(word.slice(0, 3)) &&
    !/^(?:\s?이름|\s?명의|\s?씨|\s?맞|이에요|예요|입니다|인데|이고\s|이라는|이라고|이었|였)/.test(rest)
  )
    return undefined;
  return /^(?:이에요|예요|입니다|인데|이고\s|이라는|이라고|이었|였|\s(?:전화|휴대폰|핸드폰|번호|연락처|계좌|카드|주소|생일|생년|주민)|\s?이름|\s?명의|\s?씨|으?로\s|가\s|이\s|한테|\s?맞)/.test(
    rest,
  )
    ? 3
    : undefined;
}

function greetedLength(window: string, word: string): number | undefined {
  const size = nameLength(window, word, honorific, mayBeName);
  if (size === undefined || size < 3) return undefined;
  const isTitled = /^\s?(?:고객|씨|님|회원)/.test(window.slice(size));
  return isTitled
    ? looksLikeName(word.slice(0, size)) || size > 3
      ? size
      : plainOrRare(word, size)
    : plainOrRare(word, size);
}

function plainOrRare(word: string, size: number): number | undefined {
  const name = word.slice(0, size);
  return isPlainName(name) ||
    (mayBeName(name) && !looksLikeName(name) && !notNames.has(name.slice(0, 2))) ||
    isDouble(name)
    ? size
    : undefined;
}

function isDouble(word: string): boolean {
  return doubleSurnames.some((surname) => word.startsWith(surname));
}

function introducedLength(before: string, window: string, word: string): number | undefined {
  const behind = nameLength(window, word, nameBehind, mayBeName);
  if (
    behind !== undefined &&
    !notNames.has(word.slice(0, 2)) &&
    (isDouble(word) ||
      isPlainName(window.slice(0, behind).replace(" ", "")) ||
      /^\S+\s(?:제|저|내|성|이름)/.test(window))
  )
    return behind;
  if (isPlainName(word.slice(0, 3)) && /^(?:은|는|이|가)\s아니(?:고|라)\s/.test(window.slice(3))) return 3;
  const self = nameLength(window, word, selfNamed, mayBeName);
  if (self === undefined) return undefined;
  const name = word.slice(0, self);
  const rest = window.slice(self);
  if (spelledBefore.test(before) || (takenBack.test(before) && isPlainName(name))) return self;
  if (introduced.test(before) && self >= 3) {
    const isSelf = /(?:저는|전|나는|난|제가|내가|저|여기는|여기)[,.]?\s/.test(before);
    if (
      isPlainName(name) ||
      isDouble(name) ||
      (isSelf && looksLikeName(name) && !/[역점시구동군도로길읍면]$/.test(name))
    )
      return self;
    if (isSelf && /^(?:이라고|라고)\s?(?:합|하|해)/.test(rest)) return self;
  }
  if (self >= 3 && calledSo.test(rest) && (isDouble(name) || isPlainThird(name[2] ?? ""))) return self;
  if (
    before === "" &&
    /^(?:입니다|이에요|예요|인데|이고|이구|이라고|라고)/.test(rest) &&
    (isPlainName(name) || isDouble(name))
  )
    return self;
  return undefined;
}

/** Where nothing says that it is a name: before the copula, alone, or with a particle if its last syllable ends few other words. */
function bareLength(window: string, word: string): number | undefined {
  const name = word.slice(0, 3);
  if (!isUnmistakableName(name)) return undefined;
  const rest = window.slice(3);
  if (bareCopula.test(rest) && !/[로만인]$/.test(name)) return 3;
  return bareEnd.test(rest) &&
    !/[이가도로만인의은을자기고지시나라하해한예여구다들량율길서제화정원전주일성도]$/.test(name)
    ? 3
    : undefined;
}

/**
 * How many characters the name takes: three syllables, then four for double family names, then two; with an optional space behind the family name.
 * What follows must match `ending`.
 */
function nameLength(
  window: string,
  word: string,
  ending: RegExp,
  isName: (word: string) => boolean,
): number | undefined {
  const sizes = isDouble(word) ? [4, 3] : [3, 2];
  for (const size of sizes) {
    const isCopula = word[size - 1] === "이" && window.startsWith("에요", size);
    if (word.length >= size && !isCopula && isName(word.slice(0, size)) && ending.test(window.slice(size))) return size;
  }
  const spaced = /^([가-힣]{1,2}) ([가-힣]{1,2})/.exec(window);
  if (!spaced || word.length !== spaced[1]?.length) return undefined;
  if (ending !== honorific && spaced[2]?.length === 1 && ending !== copula) return undefined;
  for (const given of [spaced[2] ?? "", (spaced[2] ?? "").slice(0, 1)]) {
    const length = word.length + 1 + given.length;
    const isWhole = looksLikeName(`${word}${given}`) && (word.length === 1 || isDouble(word));
    if (
      isWhole &&
      ending.test(window.slice(length)) &&
      (given.length === 2 || /^(?:이에요|예요|입니다|이고|이라고)/.test(window.slice(length)))
    )
      return length;
  }
  return undefined;
}

/** Endings of everyday compounds ("배송중", "신청인"), which names rarely have. */
function isPlainThird(syllable: string): boolean {
  return syllable !== "" && !"중됨임자인비료금권증서님점가이기".includes(syllable);
}
