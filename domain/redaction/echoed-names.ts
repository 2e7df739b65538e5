import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";
import { isEverydayWord } from "./surnames.ts";

/** A family name of one syllable and a given name of two. */
const fullName = /^[가-힣]{3}$/;
const hangulName = /^[가-힣]{2,4}$/;
const latinWord = /^[A-Z][A-Za-z'-]{2,19}$/;
/** What may stand behind a name that is said again: an end, a particle, the copula, an honorific. More than `nounEnd` has: that it is a name is known here. */
const behindName =
  /^(?:$|[^가-힣]|[이가은는을를의도만로라요고야아와과랑네씨님]|으로|예요|에요|입니|한테|에게|께|하고|인데|말고|까지|부터|보다|처럼)/;
const [longestName, longestHangul] = [40, 4];

/**
 * Where a name that was found is said once more, in whole or without its family name: "염가을이에요 가을이라고 적혀 있을 텐데", "Ana Reyes … yes, Reyes". One walk
 * over the text, however many names there are.
 */
export function findEchoedNames(scan: Scan, spans: readonly PiiSpan[]): PiiSpan[] {
  const names = new Set(
    spans
      .filter(({ type }) => type === "NAME")
      .flatMap(({ start, end }) => waysToSay(scan.between(start, end, longestName) ?? "")),
  );
  if (names.size === 0) return [];
  const found: PiiSpan[] = [];
  for (const { 0: word, index } of scan.text.matchAll(/[가-힣]+|[A-Za-z][A-Za-z'-]*/g)) {
    const size = echoLength(word, names);
    if (size !== undefined) found.push({ start: index, end: index + size, type: "NAME" });
  }
  return found;
}

function waysToSay(name: string): string[] {
  const joined = name.replaceAll(" ", "");
  if (hangulName.test(joined)) {
    const given = fullName.test(joined) ? joined.slice(1) : undefined;
    return given === undefined || isEverydayWord(given) ? [joined] : [joined, given];
  }
  return name.split(" ").filter((word) => latinWord.test(word));
}

/** How much of the beginning of a word is one of the names. */
function echoLength(word: string, names: ReadonlySet<string>): number | undefined {
  if (names.has(word)) return word.length;
  for (let size = Math.min(longestHangul, word.length); size >= 2; size -= 1)
    if (names.has(word.slice(0, size)) && behindName.test(word.slice(size))) return size;
  return undefined;
}
