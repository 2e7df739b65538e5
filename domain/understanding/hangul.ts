const firstSyllable = 0xac00;
const lastSyllable = 0xd7a3;

/** The letters of one Hangul syllable by their places in Unicode's tables; `final` 0 means "no final consonant". */
export interface Syllable {
  readonly initial: number;
  readonly medial: number;
  readonly final: number;
}

/** The letters of syllables by their places in Unicode's tables. */
export const jamo: Readonly<Record<keyof Syllable, readonly string[]>> = {
  initial: [..."ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"],
  medial: [..."ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"],
  final: ["", ..."ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"],
};

/** Whether the UTF-16 unit is a precomposed Hangul syllable (U+AC00 to U+D7A3). */
export function isSyllable(code: number): boolean {
  return code >= firstSyllable && code <= lastSyllable;
}

/** Takes a syllable apart (Unicode Standard, section 3.12, Hangul syllable decomposition); undefined for anything else. */
export function splitSyllable(character: string): Syllable | undefined {
  const code = character.charCodeAt(0);
  if (!isSyllable(code)) return undefined;
  const index = code - firstSyllable;
  return { initial: Math.floor(index / 588), medial: Math.floor((index % 588) / 28), final: index % 28 };
}

/** Puts a syllable together; the inverse of {@link splitSyllable}. */
export function joinSyllable({ initial, medial, final }: Syllable): string {
  return String.fromCharCode(firstSyllable + initial * 588 + medial * 28 + final);
}

/** The letters of a text: each syllable becomes two or three jamo, everything else stays. */
export function toJamo(text: string): string {
  let out = "";
  for (const character of text) {
    const syllable = splitSyllable(character);
    out += syllable
      ? `${jamo.initial[syllable.initial] ?? ""}${jamo.medial[syllable.medial] ?? ""}${jamo.final[syllable.final] ?? ""}`
      : character;
  }
  return out;
}

/** Whether any Hangul syllable stands in the text. */
export function hasHangul(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (isSyllable(text.charCodeAt(at))) return true;
  return false;
}
