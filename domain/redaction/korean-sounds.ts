import { joinSyllable, type Syllable, splitSyllable } from "../understanding/hangul.ts";

/**
 * Jamo that are taken for one another, by where and how the mouth makes them: initial consonants of one place, vowels of one region, stopped and sounding
 * finals. Their order is that of The Unicode Standard, section 3.12 (https://www.unicode.org/versions/latest/).
 */
const jamo: Readonly<Record<keyof Syllable, { readonly order: string; readonly alike: readonly string[] }>> = {
  initial: {
    order: "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
    alike: ["ㄱㄲㅋ", "ㄴㄷㄸㄹㅌ", "ㅁㅂㅃㅍ", "ㅅㅆ", "ㅇㅎ", "ㅈㅉㅊ"],
  },
  medial: {
    order: "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
    alike: ["ㅏㅑㅘ", "ㅐㅒㅔㅖㅙㅚㅞ", "ㅓㅕㅗㅛㅝ", "ㅜㅠㅡ", "ㅟㅢㅣ"],
  },
  final: {
    order: "_ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ",
    alike: ["ㄱㄷㅂㅅㅆㅈㅊㅋㅌㅍㅎ", "ㄴㄹㅁㅇ"],
  },
};
const places = ["initial", "medial", "final"] as const;

/** The places of the jamo that are taken for the one at `index`, itself among them, in the order of their class. */
function alikeJamo(place: keyof Syllable, index: number): number[] {
  const { order, alike } = jamo[place];
  const one = order[index] ?? "";
  return [...(alike.find((members) => members.includes(one)) ?? one)].map((other) => order.indexOf(other));
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
