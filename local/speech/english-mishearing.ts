import { choose, type Random } from "./seeded-random.ts";

/** Words that sound alike, or nearly, over a telephone. */
const soundAlikes: readonly (readonly string[])[] = [
  ["their", "there", "they're"],
  ["to", "two", "too"],
  ["for", "four"],
  ["right", "write"],
  ["would", "wood"],
  ["by", "buy", "bye"],
  ["know", "no"],
  ["hear", "here"],
  ["week", "weak"],
  ["order", "older"],
  ["card", "car"],
  ["want", "won't"],
  ["can", "can't"],
  ["fifteen", "fifty"],
  ["thirteen", "thirty"],
  ["a", "the"],
  ["in", "and"],
  ["this", "the"],
];

/** Spellings of sounds that are confused: voiced and voiceless, nasals, liquids, fricatives, near vowels. */
const likeSounds: readonly (readonly [string, string])[] = [
  ["p", "b"],
  ["t", "d"],
  ["k", "g"],
  ["c", "g"],
  ["th", "f"],
  ["f", "s"],
  ["s", "z"],
  ["m", "n"],
  ["l", "r"],
  ["v", "b"],
  ["e", "i"],
  ["a", "e"],
  ["o", "u"],
];

/**
 * An English word misheard: for a word that sounds like it, with one sound or its ending changed, or (one time in seven) not at all.
 * @returns never the word itself; an empty string when it was not heard
 */
export function mishearEnglish(word: string, random: Random): string {
  if (random() < 1 / 7) return "";
  const letters = word.toLowerCase().replace(/[^a-z']/g, "");
  const alike = soundAlikes.filter((group) => group.includes(letters)).flat();
  const others = alike.length > 0 ? alike : [...changedSounds(letters), ...changedEndings(letters)];
  const heard = choose(
    others.filter((other) => other !== letters && other !== ""),
    random,
  );
  return heard === undefined ? "" : withCaseOf(word, heard);
}

function changedSounds(word: string): string[] {
  return likeSounds.flatMap(([one, other]) => [replaceOnce(word, one, other), replaceOnce(word, other, one)]);
}

function replaceOnce(word: string, sound: string, by: string): string {
  return word.includes(sound) ? word.replace(sound, by) : "";
}

function changedEndings(word: string): string[] {
  const dropped = ["s", "ed", "ing", "t", "d"].filter(
    (ending) => word.length > ending.length + 1 && word.endsWith(ending),
  );
  return dropped.map((ending) => word.slice(0, -ending.length));
}

function withCaseOf(word: string, heard: string): string {
  const isCapitalised = /^[A-Z]/.test(word);
  return isCapitalised ? heard.charAt(0).toUpperCase() + heard.slice(1) : heard;
}
