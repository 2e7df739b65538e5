import { hasHangul, toJamo } from "./hangul.ts";
import { normaliseUtterance } from "./normalise-utterance.ts";

/** What stands at the beginning and at the end of an utterance, so that "네" alone differs from "네" inside a sentence. */
const edge = "_";

/**
 * The features of an utterance, repeated as often as they occur. Families, by their first letter: `w` word, `b` two neighbouring words,
 * `u` a whole utterance of at most three words, `c` characters (2 to 4 Hangul syllables across spaces, because recognisers misplace
 * them; 3 to 5 letters inside an English word), `j` 4 to 6 jamo across spaces, which survive a misheard vowel or final consonant.
 */
export function extractFeatures(text: string): string[] {
  const normal = normaliseUtterance(text);
  if (normal === "") return [];
  const words = normal.split(" ");
  const features: string[] = [];
  words.forEach((word, at) => {
    features.push(`w ${word}`);
    const next = words[at + 1];
    if (next !== undefined) features.push(`b ${word} ${next}`);
    if (!hasHangul(word)) addGrams(features, "c", `${edge}${word}${edge}`, 3, 5);
  });
  if (words.length <= 3) features.push(`u ${normal}`);
  if (hasHangul(normal)) {
    const joined = `${edge}${words.join("")}${edge}`;
    addGrams(features, "c", joined, 2, 4);
    addGrams(features, "j", toJamo(joined), 4, 6);
  }
  return features;
}

function addGrams(features: string[], family: string, text: string, shortest: number, longest: number): void {
  for (let length = shortest; length <= longest; length += 1) {
    for (let at = 0; at + length <= text.length; at += 1) features.push(`${family} ${text.slice(at, at + length)}`);
  }
}
