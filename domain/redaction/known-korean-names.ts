import { isGivenName, isOnlyGivenName } from "./korean-given-names.ts";
import {
  accountBehind,
  bookedBehind,
  givenBehind,
  introduced,
  latinBehind,
  nounEnd,
  oursBefore,
  roleBefore,
  strongCopula,
  sureNounEnd,
  takenBack,
  takingBack,
  vocative,
} from "./korean-name-cues.ts";
import { hasTitle, isDouble } from "./korean-name-length.ts";
import { notNames } from "./not-names.ts";
import { isRomanisedSurname } from "./romanised-surnames.ts";
import { familiarity, hasGivenName, isEverydayWord, isFrequentSurname, isPlainName, mayBeName } from "./surnames.ts";

const calledOrBeing = /^(?:이?라고|입니다|이에요|예요|인데요?|이요|요)(?=[\s.,?!]|$|\s?[하해합])/;
/** "다온이랑 가온이". */
const joined = /([가-힣]{2})(?:이?랑|이?하고)\s$/;
/** Two syllables of given names before which 씨 is no part of a word ("날씨"). */
const spacedHonorific = /^\s씨(?:가|는|를|한테|께|랑|와|도|의|\s|[.,?!]|$)/;

/** A family name and a frequent given name, together or apart, where a noun ends: "김민준이 …", "백 아름 …". */
export function familiarLength(window: string, word: string): number | undefined {
  for (const length of isDouble(word) ? [4, 3] : [3]) {
    const kind = word.length >= length ? familiarity(word.slice(0, length)) : undefined;
    const end = kind === "plain" ? nounEnd : sureNounEnd;
    if (kind && end.test(window.slice(length))) return length;
  }
  const [spaced, family = "", given = ""] = /^([가-힣]{1,2}) ([가-힣]{2})/.exec(window) ?? [];
  if (!spaced || family !== word || !isFrequentSurname(family) || !isGivenName(given)) return undefined;
  const end = isOnlyGivenName(given) ? nounEnd : strongCopula;
  return end.test(window.slice(spaced.length)) ? spaced.length : undefined;
}

/** A given name alone: "민준 씨", "하은이 엄마", "저는 지훈이에요". */
export function givenLength(before: string, window: string, word: string): number | undefined {
  const name = word.slice(0, 2);
  const rest = window.slice(2);
  if (name.length < 2 || notNames.has(name)) return undefined;
  if (isGivenName(name) && word.length === 2 && /^\s?(?:씨|님)(?![가-힣]{2})/.test(rest)) return 2;
  if (word.length === 2 && hasGivenName(`김${name}`) && spacedHonorific.test(rest)) return 2;
  const isOurs = oursBefore.test(before) || isOnlyGivenName(joined.exec(before)?.[1] ?? "");
  if (isOurs && hasGivenName(`김${name}`) && /^이(?:가|는|를|도|한테|네|의)\s/.test(rest)) return 2;
  if (!isOnlyGivenName(name)) return undefined;
  if (isOurs && /^이?(?:가|는|를|한테|도|랑|하고|의|네|와)?(?:[\s,.]|$)/.test(rest)) return 2;
  if (vocative.test(rest)) return 2;
  if (givenBehind.test(rest)) return 2;
  return (before === "" || introduced.test(before)) && calledOrBeing.test(rest) ? 2 : undefined;
}

/** "햇살님으로 예약", "발신자 옥택연", and a name beside the account that it owns. */
export function labelledLength(before: string, window: string, word: string): number | undefined {
  const booked = word.replace(/님.*$/, "").length;
  if (
    booked >= 2 &&
    booked <= 5 &&
    bookedBehind.test(window.slice(booked)) &&
    !notNames.has(word.slice(0, 2)) &&
    !hasTitle(`김${word}`) &&
    !hasTitle(word)
  )
    return booked;
  const name = word.slice(0, 3);
  if (!mayBeName(name) || !hasGivenName(name) || notNames.has(name.slice(0, 2))) return undefined;
  const rest = window.slice(3);
  const isBesideAccount = word.length === 3 && accountBehind.test(rest);
  if (isBesideAccount) return 3;
  const isSure = word.length === 3 ? !/[이가도로만자인의은을고하한해라면다지게]$/.test(name) : sureNounEnd.test(rest);
  return isSure && roleBefore.test(before) ? 3 : undefined;
}

/** A name that is put right: "나윤권 아니고요 나윤건이요". Both look like names and share two syllables, or are plain ones. */
export function correctedLength(before: string, window: string, word: string): number | undefined {
  const name = word.slice(0, 3);
  const other = takingBack.exec(window.slice(3))?.[1] ?? takenBack.exec(before)?.[1];
  if (other === undefined || !mayBeName(name)) return undefined;
  const shared = [...name].filter((syllable, index) => other[index] === syllable).length;
  if (shared === 2 && other[0] === name[0] && !isEverydayWord(name) && !isEverydayWord(other)) return 3;
  return (mayBeName(other) && hasGivenName(name) && hasGivenName(other) && shared >= 1 && shared < 3) ||
    isPlainName(name)
    ? 3
    : undefined;
}

/** "HONG GILSOON": two words or three, one of them a Korean family name. */
function isRomanised(name: string | undefined): boolean {
  const parts = (name ?? "").toLowerCase().split(/[ /]/);
  return parts.length > 1 && [parts[0], parts.at(-1)].some((part) => isRomanisedSurname(part ?? ""));
}

/** A name in Latin letters among Korean words: "Nguyen Van An 이름으로", "Kevin 씨". */
export function latinLength(window: string): number | undefined {
  const name = /^(?:[A-Z][a-z'-]{1,19}(?: [A-Z][a-z'-]{0,19}){0,3}|[A-Z]{2,12}(?:[ /][A-Z]{2,12}){1,2})/.exec(
    window,
  )?.[0];
  const rest = window.slice(name?.length);
  const isSaid = latinBehind.test(rest) || (isRomanised(name) && /^(?:입니다|이에요|예요|이고|이요|요)/.test(rest));
  return name && isSaid ? name.length : undefined;
}
