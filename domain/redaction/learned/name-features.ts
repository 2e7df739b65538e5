import { englishGivenNames } from "../english-given-names.ts";
import { isGivenName } from "../korean-given-names.ts";
import { isRomanisedSurname } from "../romanised-surnames.ts";
import { hasGivenName, isEverydayWord, isFrequentSurname, isRareSurname, isSurname } from "../surnames.ts";
import type { Token } from "./read-tokens.ts";

/** How many syllables of a word may be a name, and what a name of two or three says about each. */
const longestName = 4;
const nameLengths = [2, 3];

/**
 * What lists of names know of each token, as short texts: for a syllable whether its word begins like a name, and what follows the name within the word;
 * for a Latin word whether it is a name, and its capitals.
 */
export function nameSigns(tokens: readonly Token[]): string[][] {
  const signs: string[][] = tokens.map(() => []);
  for (let at = 0; at < tokens.length; at += 1) {
    if (isLatin(tokens[at])) signs[at] = [latinSign(tokens[at])];
    if (!tokens[at]?.beginsWord) continue;
    const word = hangulWord(tokens, at);
    if (word.length < 2) continue;
    const said = nameLengths.filter((length) => length <= word.length).map((length) => signOfName(word, length));
    for (let place = 0; place < Math.min(word.length, longestName); place += 1)
      signs[at + place] = said.map((sign) => `${place} ${sign}`);
  }
  return signs;
}

/** The syllables of a word from a token on. */
function hangulWord(tokens: readonly Token[], from: number): string {
  let word = "";
  for (let at = from; at < tokens.length && (at === from || !tokens[at]?.beginsWord); at += 1) {
    const { text } = tokens[at] as Token;
    if (!/^[가-힣]$/.test(text)) break;
    word += text;
  }
  return word;
}

function signOfName(word: string, length: number): string {
  const name = word.slice(0, length);
  return `${length} ${family(name[0] ?? "")} ${given(name)} ${isEverydayWord(name) ? "everyday" : ""} ${word.slice(length)}`;
}

function family(syllable: string): string {
  if (isFrequentSurname(syllable)) return "frequent";
  if (isRareSurname(syllable)) return "rare";
  return isSurname(syllable) ? "family" : "";
}

function given(name: string): string {
  if (isGivenName(name.slice(-2))) return "given";
  return hasGivenName(name) ? "like given" : "";
}

function isLatin(token: Token | undefined): boolean {
  return /^\p{Script=Latin}/u.test(token?.text ?? "");
}

function latinSign(token: Token | undefined): string {
  const word = token?.text ?? "";
  return `${token?.capitals} ${englishGivenNames.has(word) ? "given" : ""} ${isRomanisedSurname(word) ? "family" : ""}`;
}
