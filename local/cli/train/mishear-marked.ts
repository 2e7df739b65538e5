import type { MarkedText } from "../../../domain/redaction/learned/tagged-text.ts";
import { addRecognitionNoise } from "../../../domain/understanding/add-recognition-noise.ts";
import { seededRandom } from "../../../domain/understanding/seeded-random.ts";
import { rewriteMarked } from "./rewrite-marked.ts";

/** Of a character being misheard. */
const rate = 0.08;

/** Marked utterances as a recogniser might have written them, data and all. The same set and seed give the same utterances. */
export function mishearMarked(set: readonly MarkedText[], seed: number): MarkedText[] {
  const random = seededRandom(seed);
  const hear = (said: string) => said.replace(/\S(?:.*\S)?/s, (words) => addRecognitionNoise(words, rate, random));
  return set.map((utterance) => rewriteMarked(utterance, { datum: hear, between: hear }));
}
