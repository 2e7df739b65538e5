import { choose, type Random } from "./seeded-random.ts";

const firstSyllable = 0xac00;
const lastSyllable = 0xd7a3;
const leads = [..."ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"];
const vowels = [..."ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"];
const tails = ["", ..."ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"];

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
  const code = syllable.charCodeAt(0) - firstSyllable;
  const lead = Math.floor(code / (21 * 28));
  const vowel = Math.floor(code / 28) % 21;
  const tail = code % 28;
  const candidates = [
    ...swaps(leads, likeLeads, lead).map((other) => compose(other, vowel, tail)),
    ...swaps(vowels, likeVowels, vowel).map((other) => compose(lead, other, tail)),
    ...swaps(tails, likeTails, tail).map((other) => compose(lead, vowel, other)),
  ];
  return choose(candidates, random) ?? compose(lead, vowel, tail === 0 ? tails.indexOf("ㄴ") : 0);
}

function swaps(alphabet: readonly string[], groups: readonly string[], index: number): number[] {
  const jamo = alphabet[index] ?? "";
  if (jamo === "") return [];
  const alike = groups.filter((group) => group.includes(jamo)).flatMap((group) => [...group]);
  return alike.filter((other) => other !== jamo).map((other) => alphabet.indexOf(other));
}

function compose(lead: number, vowel: number, tail: number): string {
  const code = firstSyllable + (lead * 21 + vowel) * 28 + tail;
  return String.fromCharCode(Math.min(code, lastSyllable));
}
