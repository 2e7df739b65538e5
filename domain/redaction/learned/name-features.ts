import { englishGivenNames } from "../english-given-names.ts";
import { isGivenName } from "../korean-given-names.ts";
import { isRomanisedSurname } from "../romanised-surnames.ts";
import { hasGivenName, isEverydayWord, isFrequentSurname, isRareSurname, isSurname } from "../surnames.ts";
import { isLatinWord, isSyllable, type Token } from "./read-tokens.ts";

/** How many syllables of a word may be a name, and what a name of two or three says about each. */
const longestName = 4;
const nameLengths = [2, 3];

/**
 * What lists of names know of each token, as short texts: for a syllable whether its word begins like a name, and what follows the name within the word;
 * for a Latin word whether it is a name, and its capitals.
 */
export function nameSigns(tokens: readonly Token[]): string[][] {
  const signs = tokens.map((token) => (isLatinWord(token.text) ? [latinSign(token)] : []));
  tokens.forEach(({ beginsWord }, at) => {
    const word = beginsWord ? hangulWord(tokens, at) : "";
    const said = nameLengths.filter((length) => length <= word.length).map((length) => signOfName(word, length));
    if (said.length === 0) return;
    for (let place = 0; place < Math.min(word.length, longestName); place += 1)
      signs[at + place] = said.map((sign) => `${place} ${sign}`);
  });
  return signs;
}

/** The syllables of a word from a token on. */
function hangulWord(tokens: readonly Token[], from: number): string {
  let word = "";
  for (let at = from; ; at += 1) {
    const token = tokens[at];
    if (!token || !isSyllable(token.text) || (token.beginsWord && at > from)) return word;
    word += token.text;
  }
}

function signOfName(word: string, length: number): string {
  const name = word.slice(0, length);
  return `${length} ${family(name[0] ?? "")} ${given(name)} ${isEverydayWord(name) ? "everyday" : ""} ${word.slice(length)}`;
}

function family(name: string): string {
  if (isFrequentSurname(name)) return "frequent";
  if (isRareSurname(name)) return "rare";
  return isSurname(name) ? "family" : "";
}

function given(name: string): string {
  if (isGivenName(name.slice(-2))) return "given";
  return hasGivenName(name) ? "like given" : "";
}

function latinSign({ text, capitals }: Token): string {
  return `${capitals} ${englishGivenNames.has(text) ? "given" : ""} ${isRomanisedSurname(text) ? "family" : ""}`;
}
