import { hasHangul, joinSyllable } from "./hangul.ts";
import { pickBelow } from "./seeded-random.ts";

const letters = "abcdefghijklmnopqrstuvwxyz";

/**
 * The utterance with characters lost, put in and exchanged for any others, each as often: errors without the likeness that a recogniser's have
 * (`addRecognitionNoise`). `rate` is the chance of an error for each character, 0 to 1. Never returns an empty text.
 */
export function addCharacterNoise(text: string, rate: number, random: () => number): string {
  const anyCharacter = hasHangul(text)
    ? () => anySyllable(random)
    : () => letters[pickBelow(random, letters.length)] ?? "";
  let noisy = "";
  for (const character of text) {
    const kind = random() < rate ? pickBelow(random, 3) : undefined;
    if (kind === undefined || kind === 0) noisy += character;
    if (kind === 0 || kind === 1) noisy += anyCharacter();
  }
  return noisy.trim() === "" ? text : noisy.trim();
}

/** Half of the syllables end in a vowel, as in running text. */
function anySyllable(random: () => number): string {
  const final = random() < 0.5 ? 0 : pickBelow(random, 28);
  return joinSyllable({ initial: pickBelow(random, 19), medial: pickBelow(random, 21), final });
}
