import { frameMs } from "./time-code.ts";

/** A word at its place in a spoken text. */
export interface SpokenWord {
  readonly text: string;
  /** Milliseconds from the start of the utterance. */
  readonly startMs: number;
  readonly endMs: number;
  readonly syllables: number;
}

/** How long a text takes to say, and where its words lie. */
export interface SpeechLength {
  /** A whole number of 20 ms frames. */
  readonly durationMs: number;
  readonly words: readonly SpokenWord[];
}

/**
 * Pace of speech. Korean: about 4.5 syllables a second with its pauses. English: about 2.5 words a second, spread over syllables so that long words
 * take longer (about 1.5 syllables a word, so 3.75 syllables a second).
 */
const syllablesPerSecond = { ko: 4.5, other: 3.75 };

/** The length of a text when spoken, and the place of each word in it; at least one frame. */
export function speechLength(text: string, languageCode: string): SpeechLength {
  const rate = languageCode.startsWith("ko") ? syllablesPerSecond.ko : syllablesPerSecond.other;
  const spoken = text.split(/\s+/).filter((word) => word !== "");
  const words: SpokenWord[] = [];
  let syllablesSoFar = 0;
  for (const word of spoken) {
    const syllables = countSyllables(word);
    const startMs = Math.round((syllablesSoFar / rate) * 1_000);
    syllablesSoFar += syllables;
    words.push({ text: word, syllables, startMs, endMs: Math.round((syllablesSoFar / rate) * 1_000) });
  }
  const frames = Math.max(1, Math.ceil(((syllablesSoFar / rate) * 1_000) / frameMs));
  return { durationMs: frames * frameMs, words };
}

/** Hangul: one a character. Latin: one a group of vowels. Digits: one each. At least one a word. */
function countSyllables(word: string): number {
  const hangul = word.match(/[\uac00-\ud7a3]/g)?.length ?? 0;
  const vowelGroups = word.match(/[aeiouy]+/gi)?.length ?? 0;
  const digits = word.match(/\d/g)?.length ?? 0;
  return Math.max(1, hangul + vowelGroups + digits);
}
