import { joinSyllable, splitSyllable } from "./hangul.ts";
import { pickBelow } from "./seeded-random.ts";

/** Medial vowels and final consonants that recognisers confuse, as indexes of Unicode's tables. */
const medialTwins: readonly (readonly number[])[] = [
  [1, 5],
  [3, 7],
  [0, 4],
  [8, 13],
  [18, 13],
  [10, 11, 15],
  [19, 20, 16],
  [2, 0],
  [6, 4],
  [12, 8],
];
const initialTwins: readonly (readonly number[])[] = [
  [0, 1, 15],
  [3, 4, 16],
  [7, 8, 17],
  [9, 10],
  [12, 13, 14],
  [2, 5],
  [18, 11],
  [6, 2],
];
const finalTwins: readonly (readonly number[])[] = [
  [4, 16, 21],
  [0, 4],
  [0, 8],
  [1, 7, 17],
  [19, 20, 7],
  [22, 23, 7],
  [0, 21],
];
const particles = ["은", "는", "이", "가", "을", "를", "에", "도", "요", "로"];
const fillersKo = ["어", "음", "그", "저기", "아니", "네"];
const fillersEn = ["um", "uh", "so", "well", "like", "yeah"];

/**
 * The utterance as a recogniser might have written it: misheard vowels and consonants, lost or doubled syllables, wrong spaces, lost particles,
 * fillers, and for English lost or swapped letters. `rate` is the chance of an error for each character, 0 to 1. Never returns an empty text.
 */
export function addRecognitionNoise(text: string, rate: number, random: () => number): string {
  const out: string[] = [];
  const words = text.split(" ");
  words.forEach((word, index) => {
    const hangul = splitSyllable(word) !== undefined;
    if (random() < rate / 3) out.push(pick(hangul ? fillersKo : fillersEn, random), " ");
    out.push(noisyWord(word, rate, random));
    const isLast = index === words.length - 1;
    if (!isLast && !(hangul && random() < rate)) out.push(" ");
  });
  const noisy = out.join("").trim();
  return noisy === "" ? text : noisy;
}

function noisyWord(word: string, rate: number, random: () => number): string {
  let out = "";
  const characters = [...word];
  characters.forEach((character, at) => {
    const last = at === characters.length - 1;
    if (last && at > 1 && particles.includes(character) && random() < rate * 1.5) return;
    if (random() >= rate) {
      out += character;
      return;
    }
    out += misheard(character, random);
  });
  return out;
}

function misheard(character: string, random: () => number): string {
  const syllable = splitSyllable(character);
  const kind = random();
  if (!syllable) {
    if (kind < 0.4) return "";
    return kind < 0.7 ? `${character}${character}` : pick([..."aeioutnsrl"], random);
  }
  if (kind < 0.12) return "";
  if (kind < 0.2) return `${character} `;
  if (kind < 0.5) return joinSyllable({ ...syllable, medial: twin(medialTwins, syllable.medial, random) });
  if (kind < 0.75) return joinSyllable({ ...syllable, final: twin(finalTwins, syllable.final, random) });
  return joinSyllable({ ...syllable, initial: twin(initialTwins, syllable.initial, random) });
}

function twin(families: readonly (readonly number[])[], value: number, random: () => number): number {
  const others = families
    .filter((family) => family.includes(value))
    .flat()
    .filter((other) => other !== value);
  return others.length === 0 ? value : pick(others, random);
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[pickBelow(random, items.length)];
  if (item === undefined) throw new Error("pick: the list is empty");
  return item;
}
