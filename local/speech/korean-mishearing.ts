import { jamo, joinSyllable, splitSyllable } from "../../domain/understanding/hangul.ts";
import { choose, type Random } from "./seeded-random.ts";

/** Jamo that are heard one for the other: plain, tense and aspirated stops; merged vowels; unreleased and nasal endings. */
const likeLeads = ["ㄱㅋㄲ", "ㄷㅌㄸ", "ㅂㅍㅃ", "ㅅㅆ", "ㅈㅊㅉ", "ㄴㄹ", "ㅇㅎ", "ㅁㅂ"];
const likeVowels = [
  "ㅐㅔ",
  "ㅒㅖ",
  "ㅚㅙㅞ",
  "ㅓㅗ",
  "ㅡㅜ",
  "ㅏㅑ",
  "ㅕㅓ",
  "ㅛㅗ",
  "ㅠㅜ",
  "ㅢㅣ",
  "ㅘㅏ",
  "ㅝㅓ",
  "ㅟㅣ",
];
const likeTails = ["ㄱㅂㅅㄷ", "ㄴㅇㅁ", "ㄹㄴ"];

/** Case particles that listeners lose at the end of a word. */
const particles = new Set([..."은는이가을를에도로의"]);

/** Whether a character is a Hangul syllable (Unicode block U+AC00 to U+D7A3). */
export const isHangul = (character: string) => character >= "\uac00" && character <= "\ud7a3";

/**
 * A Korean word as it is misheard, one error a syllable at most.
 * @param rate chance of an error for each Hangul syllable, 0 to 1; other characters are heard right
 */
export function mishearKorean(word: string, rate: number, random: Random): string {
  const characters = [...word];
  const lastHangul = characters.findLastIndex(isHangul);
  const heard = characters.map((character, index) => {
    if (!isHangul(character) || random() >= rate) return character;
    const isParticle = index === lastHangul && index > 0 && particles.has(character);
    return isParticle && random() < 0.5 ? "" : confuse(character, random);
  });
  return heard.join("");
}

/** Changes one jamo of a syllable for one that sounds like it; there is always a vowel or a lead to change. */
function confuse(syllable: string, random: Random): string {
  const said = splitSyllable(syllable);
  if (!said) return syllable;
  const candidates = [
    ...swaps(jamo.initial, likeLeads, said.initial).map((initial) => joinSyllable({ ...said, initial })),
    ...swaps(jamo.medial, likeVowels, said.medial).map((medial) => joinSyllable({ ...said, medial })),
    ...swaps(jamo.final, likeTails, said.final).map((final) => joinSyllable({ ...said, final })),
  ];
  const final = said.final === 0 ? jamo.final.indexOf("ㄴ") : 0;
  return choose(candidates, random) ?? joinSyllable({ ...said, final });
}

function swaps(alphabet: readonly string[], groups: readonly string[], index: number): number[] {
  const one = alphabet[index] ?? "";
  if (one === "") return [];
  const alike = groups.filter((group) => group.includes(one)).flatMap((group) => [...group]);
  return alike.filter((other) => other !== one).map((other) => alphabet.indexOf(other));
}
