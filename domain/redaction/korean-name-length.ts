import { isGivenName } from "./korean-given-names.ts";
import { copula, honorific } from "./korean-name-cues.ts";
import { notNames } from "./not-names.ts";
import { doubleSurnames, looksLikeName } from "./surnames.ts";

/**
 * How many characters the name takes: three syllables, then four for double family names, then two; with an optional space behind the family name.
 * What follows must match `ending`.
 */
export function nameLength(
  window: string,
  word: string,
  ending: RegExp,
  isName: (word: string) => boolean,
): number | undefined {
  const sizes = isDouble(word) ? [4, 3] : [3, 2];
  for (const size of sizes) {
    const isCopula = /^(?:이에요|예요)/.test(window.slice(size - 1));
    if (word.length >= size && !isCopula && isName(word.slice(0, size)) && ending.test(window.slice(size))) return size;
  }
  const spaced = /^([가-힣]{1,2}) ([가-힣]{1,2})/.exec(window);
  if (!spaced || word.length !== spaced[1]?.length) return undefined;
  if (ending !== honorific && spaced[2]?.length === 1 && ending !== copula) return undefined;
  if (notNames.has(spaced[2] ?? "")) return undefined;
  for (const given of [spaced[2] ?? "", (spaced[2] ?? "").slice(0, 1)]) {
    const length = word.length + 1 + given.length;
    const isAdverb = word === "안" && !isGivenName(given);
    const isWhole = looksLikeName(`${word}${given}`) && (word.length === 1 || isDouble(word)) && !isAdverb;
    if (
      isWhole &&
      ending.test(window.slice(length)) &&
      (given.length === 2 || /^(?:이에요|예요|입니다|이고|이라고)/.test(window.slice(length)))
    )
      return length;
  }
  return undefined;
}

/** Whether a word begins with a family name of two syllables. */
export function isDouble(word: string): boolean {
  return doubleSurnames.some((surname) => word.startsWith(surname));
}

/** A family name with a title is nobody in particular: "김과장님", "박 대리님". */
export function hasTitle(window: string): boolean {
  return /^[가-힣]\s?(?:선배|선생|사장|과장|부장|차장|팀장|실장|대리|기사|원장|교수|박사|대표|이사|소장|국장|반장|주임|매니저)/.test(
    window,
  );
}
