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

/** A text in which each syllable stands for all that sound like it: two texts that are misheard for one another are equal then. As long as the text. */
export function soundOf(text: string): string {
  let sound = "";
  for (const character of text) {
    const syllable = splitSyllable(character);
    sound += syllable ? joinSyllable(classOf(syllable)) : character;
  }
  return sound;
}

function classOf({ initial, medial, final }: Syllable): Syllable {
  const first = (place: keyof Syllable, index: number) => alikeJamo(place, index)[0] ?? index;
  return { initial: first("initial", initial), medial: first("medial", medial), final: first("final", final) };
}
