import { hasHangul, toJamo } from "./hangul.ts";
import { normaliseUtterance } from "./normalise-utterance.ts";

/** What stands at the beginning and at the end of an utterance, so that "네" alone differs from "네" inside a sentence. */
const first = "^";
const last = "$";
/** What stands between words inside a run of characters. */
const gap = "_";

/**
 * The features of an utterance, repeated as often as they occur. Families, by their first letter: `w` word, `b` two neighbouring words, `u` a whole
 * utterance of at most three words; for English `c`, 2 to 5 characters, across words; for Korean `c`, 1 to 4 characters with their spaces, `s`, 2 to 4
 * without them, because recognisers misplace them, and `j`, 3 to 6 jamo, which survive a misheard vowel or final consonant.
 */
export function extractFeatures(text: string): string[] {
  const normal = normaliseUtterance(text);
  if (normal === "") return [];
  const words = normal.split(" ");
  const features: string[] = words.map((word) => `w ${word}`);
  let before = first;
  for (const word of [...words, last]) {
    features.push(`b ${before} ${word}`);
    before = word;
  }
  if (words.length <= 3) features.push(`u ${normal}`);
  const spaced = `${first}${words.join(gap)}${last}`;
  if (!hasHangul(normal)) {
    addGrams(features, "c", spaced, 2, 5);
    return features;
  }
  addGrams(features, "c", spaced, 1, 4);
  if (words.length > 1) addGrams(features, "s", `${first}${words.join("")}${last}`, 2, 4);
  addGrams(features, "j", toJamo(`${first}${words.join("")}${last}`), 3, 6);
  return features;
}

function addGrams(features: string[], family: string, text: string, shortest: number, longest: number): void {
  for (let length = shortest; length <= longest; length += 1) {
    for (let at = 0; at + length <= text.length; at += 1) features.push(`${family} ${text.slice(at, at + length)}`);
  }
}
