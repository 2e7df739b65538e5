import { isGivenName } from "./korean-given-names.ts";
import {
  copula,
  shortGiven,
  spelledBehind,
  spelledOut,
  spelledSelf,
  spelledWithCharacter,
  strongCopula,
  verbEnd,
} from "./korean-name-cues.ts";
import { isDouble, nameLength } from "./korean-name-length.ts";
import { notNames } from "./not-names.ts";
import { hasGivenName, isPlainName, looksLikeName, mayBeName } from "./surnames.ts";

/** "김 자 민 자 수 자", "김 민 수": syllables said singly, where a name is spoken of. */
export function spelledLength(window: string, isAnnounced: boolean): number | undefined {
  const letters = spelledOut.exec(window);
  const isNamed = isAnnounced || spelledSelf.test(window) || spelledBehind.test(window.slice(letters?.[0].length ?? 0));
  const spelled = spelledWithCharacter.exec(window) ?? (isNamed ? letters : null);
  return spelled && looksLikeName(`${spelled[0][0]}가가`) ? spelled[0].length : undefined;
}

/** "하늘이라는 이름으로". */
export function calledLength(word: string): number | undefined {
  const size = word.replace(/이?라는$/, "").length;
  const name = word.slice(0, size);
  if (size < 2 || isNoName(name)) return undefined;
  return word.startsWith("이라는", size) && mayBeName(`${name}이`) ? size + 1 : size;
}

/** "성은 박이고". */
export function surnameLength(word: string): number | undefined {
  const size = isDouble(word) ? 2 : 1;
  return (size === 2 || mayBeName(`${word[0]}민수`)) && /^(?:이|예|입|씨|가|인|요|고$)/.test(word.slice(size))
    ? size
    : undefined;
}

/** Behind words that announce a name it may be any: with a family name, else what only a noun is followed by. */
export function announcedLength(window: string, word: string): number | undefined {
  const named = nameLength(window, word, copula, (name) => mayBeName(name) && !startsNoName(name));
  const isSure =
    named !== undefined &&
    (named !== 3 || strongCopula.test(window.slice(3)) || hasGivenName(word.slice(0, 3)) || !verbEnd.test(word));
  if (isSure) return named;
  for (let size = 2; size <= Math.min(word.length, 6); size += 1) {
    if (strongCopula.test(window.slice(size)) && !isNoName(word.slice(0, size))) return size;
  }
  if (/^(?:고요|구요)/.test(window.slice(2)) && isGivenName(word.slice(0, 2))) return 2;
  const foreign =
    /^[가-힣]{1,6} (?:[가-힣]{1,4} )?[가-힣]{1,6}?(?=이에요|예요|입니다|이라고|이요|이고|인데|이신|님)/.exec(
      window,
    )?.[0];
  return foreign && !foreign.split(" ").some(isNoName) ? foreign.length : undefined;
}

function isNoName(word: string): boolean {
  return startsNoName(word) || /[은는를요고서면]$|니다|세요|어요/.test(word);
}

function startsNoName(word: string): boolean {
  return notNames.has(word) || notNames.has(word.slice(0, 2));
}

/** "제 남편 장한결로", "동생 봉선화 이름": three syllables with a family name. */
export function relatedLength(before: string, window: string, word: string): number | undefined {
  if (!mayBeName(word.slice(0, 3)) || word.length < 3 || notNames.has(word.slice(0, 2))) return undefined;
  const rest = window.slice(3);
  if (/[은는이가서]\s$/.test(before))
    return /^(?:이에요|예요|입니다|인데|이고|이라는|이라고|라고\s?[하해합])/.test(rest) ? 3 : undefined;
  if (word.length === 3 && isPlainName(word)) return 3;
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

/** "이름은 진입니다". */
export function shortLength(window: string): number | undefined {
  return shortGiven.test(window) ? 1 : undefined;
}
