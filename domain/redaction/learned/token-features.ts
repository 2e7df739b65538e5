import { hashFeature, mixHashes } from "../../understanding/hash-feature.ts";
import {
  monthWords,
  repeatWords,
  shortMonthWords,
  teenWords,
  tensWords,
  unitOrdinals,
  unitWords,
  zeroWords,
} from "../english-number-words.ts";
import { surnames } from "../surnames.ts";
import { cutAt } from "./cut-at.ts";
import { nameSigns } from "./name-features.ts";
import { isLatinWord, isSyllable, type Token } from "./read-tokens.ts";
import type { Tag } from "./tag-sequence.ts";

const koreanNumerals = new Set("공영일이삼사오육륙칠팔구하나둘셋넷십백천만");
const englishNumerals = new Set(
  `${zeroWords}|o|${unitWords}|${teenWords}|${tensWords}|hundred|thousand|${repeatWords}|${unitOrdinals}|tenth`.split(
    "|",
  ),
);
const months = new Set(`${monthWords}|${shortMonthWords}`.split("|"));
/** What speakers put between the parts of a number. */
const fillers = new Set(["어", "음", "그", "에", "uh", "um", "er", "-", ".", "/", ","]);

/** How far around itself a token's features look, in tokens. */
const reach = 6;
/** Words before and behind its own that a token's features name, and how many syllables of those behind. */
const [wordsBefore, wordsBehind, syllablesBehind] = [4, 3, 3];
const longestRun = 20;
/** Stands for the rules' tag of a token beyond the ends. */
const beyond = 99;

/** What a token is made of, without saying which one it is. */
function kindOf({ text }: Token): string {
  if (koreanNumerals.has(text) || englishNumerals.has(text)) return "numeral";
  if (months.has(text)) return "month";
  if (/^\d/.test(text)) return `digits ${Math.min(text.length, 8)}`;
  if (isSyllable(text)) return "syllable";
  return isLatinWord(text) ? `letters ${Math.min(text.length, 4)}` : text;
}

/**
 * The features of each token, as hashes. They name it and its neighbours, what kind of token each is, runs of both of up to seven, the words around, and
 * the length of the run of numbers that it stands in. Linear in the number of tokens.
 * @param evidence how the rules tag each token; undefined for texts by which rules were written: they know those by heart, which tells nothing of others
 */
export function tokenFeatures(tokens: readonly Token[], evidence?: readonly Tag[]): Uint32Array[] {
  const kinds = tokens.map(kindOf);
  const names = tokens.map(({ text }, at) => hashFeature(/^\d/.test(text) ? (kinds[at] ?? "") : text));
  const kindHashes = kinds.map(hashFeature);
  const spaces = tokens.map(({ beginsWord }) => (beginsWord ? 1 : 2));
  const words = readWords(tokens, names);
  const runs = numberRuns(tokens, kinds);
  const signs = nameSigns(tokens).map((one) => one.map(hashFeature));
  const isSurname = tokens.map(({ text }) => (surnames.includes(text) ? 1 : 0));
  const features: number[] = [];
  const add = (template: number, value: number) => void features.push(mixHashes(template, value));
  const ends = tokens.map((_, at) => {
    add(1, 0);
    for (let offset = -reach; offset <= reach; offset += 1) {
      add(100 + offset, names[at + offset] ?? offset);
      add(200 + offset, kindHashes[at + offset] ?? offset);
      if (Math.abs(offset) <= 3) add(300 + offset, spaces[at + offset] ?? 0);
    }
    for (const length of [2, 3]) {
      for (let from = -length - 2; from <= 3; from += 1) {
        if (at + from < 0 || at + from + length > tokens.length) continue;
        add(1_000 + length * 100 + from, gram(names, spaces, at + from, length));
      }
    }
    for (const length of [2, 3, 4, 5, 7]) {
      for (let from = -length + 1; from <= 0; from += 1) {
        if (at + from < 0 || at + from + length > tokens.length) continue;
        add(2_000 + length * 100 + from, gram(kindHashes, spaces, at + from, length));
      }
    }
    const own = words.of[at] ?? 0;
    add(400, words.whole[own] ?? 0);
    for (let word = own - 1; word >= Math.max(0, own - wordsBefore); word -= 1) {
      add(401, words.whole[word] ?? 0);
      add(402, words.beginning[word] ?? 0);
    }
    for (let word = own + 1; word <= Math.min(words.whole.length - 1, own + wordsBehind); word += 1)
      add(403, words.beginning[word] ?? 0);
    for (const back of [0, 1, 2]) if (isSurname[at - back]) add(500 + back, spaces[at - back] ?? 0);
    add(600, runs[at] ?? 0);
    for (let offset = -2; offset <= 2; offset += 1)
      for (const sign of signs[at + offset] ?? []) add(720 + offset, sign);
    for (const sign of endSigns(tokens[at])) add(730, hashFeature(sign));
    if (evidence) {
      const tagAt = (offset: number) => evidence[at + offset] ?? beyond;
      for (let offset = -2; offset <= 2; offset += 1) add(700 + offset, tagAt(offset));
      add(710, mixHashes(tagAt(-1), tagAt(0)));
      add(711, mixHashes(tagAt(0), tagAt(1)));
      add(712, mixHashes(tagAt(0), names[at] ?? 0));
    }
    return features.length;
  });
  return cutAt(ends, features);
}

/** How a Latin word begins and ends. */
function endSigns(token: Token | undefined): string[] {
  const { text = "" } = token ?? {};
  if (text.length < 4 || !isLatinWord(text)) return [];
  return [`${text.slice(0, 3)}-`, `-${text.slice(-2)}`, `-${text.slice(-3)}`];
}

function gram(hashes: readonly number[], spaces: readonly number[], from: number, length: number): number {
  let hash = length;
  for (let at = from; at < from + length; at += 1) hash = mixHashes(hash, (hashes[at] ?? 0) + (spaces[at] ?? 0));
  return hash;
}

/** Words as they stand between spaces: which word each token is in, and hashes of each word's whole and of its first syllables. */
function readWords(tokens: readonly Token[], names: readonly number[]) {
  const of: number[] = [];
  const whole: number[] = [];
  const beginning: number[] = [];
  let length = 0;
  tokens.forEach(({ beginsWord }, at) => {
    if (beginsWord) {
      whole.push(0);
      beginning.push(0);
      length = 0;
    }
    const word = whole.length - 1;
    whole[word] = mixHashes(whole[word] ?? 0, names[at] ?? 0);
    if (length < syllablesBehind) beginning[word] = mixHashes(beginning[word] ?? 0, names[at] ?? 0);
    length += 1;
    of.push(word);
  });
  return { of, whole, beginning };
}

/** For each token the length of the run of numerals, digits and fillers that it stands in, in tokens; 0 outside. */
function numberRuns(tokens: readonly Token[], kinds: readonly string[]): number[] {
  const runs = tokens.map(() => 0);
  for (let at = 0; at < tokens.length; at += 1) {
    let end = at;
    while (end < tokens.length && isOfNumber(kinds[end], tokens[end]?.text)) end += 1;
    runs.fill(Math.min(end - at, longestRun), at, end);
    if (end > at) at = end - 1;
  }
  return runs;
}

function isOfNumber(kind = "", text = ""): boolean {
  return kind === "numeral" || kind.startsWith("digits") || fillers.has(text);
}
