import { jamo, joinSyllable, type Syllable, splitSyllable } from "../understanding/hangul.ts";

/** Jamo that are taken for one another, by where and how the mouth makes them: initial consonants of one place, vowels of one region, stopped and sounding finals. */
const alike: Readonly<Record<keyof Syllable, readonly string[]>> = {
  initial: ["ㄱㄲㅋ", "ㄴㄷㄸㄹㅌ", "ㅁㅂㅃㅍ", "ㅅㅆ", "ㅇㅎ", "ㅈㅉㅊ"],
  medial: ["ㅏㅑㅘ", "ㅐㅒㅔㅖㅙㅚㅞ", "ㅓㅕㅗㅛㅝ", "ㅜㅠㅡ", "ㅟㅢㅣ"],
  final: ["ㄱㄷㅂㅅㅆㅈㅊㅋㅌㅍㅎ", "ㄴㄹㅁㅇ"],
};
const places = ["initial", "medial", "final"] as const;

/** The places of the jamo that are taken for the one at `index`, itself among them, in the order of their class. */
function alikeJamo(place: keyof Syllable, index: number): number[] {
  const one = jamo[place][index];
  const members = one ? alike[place].find((row) => row.includes(one)) : undefined;
  return members ? [...members].map((other) => jamo[place].indexOf(other)) : [index];
}

/** The syllables that differ from a syllable by one jamo that sounds alike. */
export function alikeSyllables(character: string): string[] {
  const syllable = splitSyllable(character);
  if (!syllable) return [];
  return places.flatMap((place) =>
    alikeJamo(place, syllable[place])
      .filter((other) => other !== syllable[place])
      .map((other) => joinSyllable({ ...syllable, [place]: other })),
  );
}

/** For each jamo the first of those that sound like it, which stands for them all; kept, because every number without a word about it asks. */
const representatives = {
  initial: representativesOf("initial"),
  medial: representativesOf("medial"),
  final: representativesOf("final"),
};

function representativesOf(place: keyof Syllable): number[] {
  return jamo[place].map((_, index) => alikeJamo(place, index)[0] ?? index);
}

/** A text in which each syllable stands for all that sound like it: two texts that are misheard for one another are equal then. As long as the text. */
export function soundOf(text: string): string {
  let sound = "";
  for (const character of text) {
    const syllable = splitSyllable(character);
    sound += syllable ? joinSyllable(representativeOf(syllable)) : character;
  }
  return sound;
}

function representativeOf({ initial, medial, final }: Syllable): Syllable {
  return {
    initial: representatives.initial[initial] ?? initial,
    medial: representatives.medial[medial] ?? medial,
    final: representatives.final[final] ?? final,
  };
}
