import { mishearEnglish } from "./english-mishearing.ts";
import { isHangul, mishearKorean } from "./korean-mishearing.ts";
import type { Random } from "./seeded-random.ts";

/** A word as a recogniser would report it. */
export interface PerceivedWord {
  /** Empty when the word was missed. */
  readonly text: string;
  /** 0 to 1; low for most errors, and now and then for a word that was right. */
  readonly confidence: number;
}

/** How a simulated recogniser errs. */
export interface ErrorModel {
  /** Chance of an error, 0 to 1: for each syllable of Korean (so it is a character error rate), for each word of anything else (a word error rate). */
  readonly errorRate: number;
  readonly random: Random;
}

/**
 * Simulates the hearing of one word. Words with Hangul err by jamo and lose particles; others err by word.
 * The errors are of the kinds that recognisers make, at a chosen rate; they are not those of any particular recogniser.
 */
export function perceive(word: string, model: ErrorModel): PerceivedWord {
  const { errorRate, random } = model;
  const text = hear(word, errorRate, random);
  return { text, confidence: confidenceOf(text === word, random) };
}

function hear(word: string, errorRate: number, random: Random): string {
  if ([...word].some(isHangul)) return mishearKorean(word, errorRate, random);
  return random() < errorRate ? mishearEnglish(word, random) : word;
}

function confidenceOf(isRight: boolean, random: Random): number {
  const isDoubtful = random() < (isRight ? 0.04 : 0.8);
  const value = isDoubtful ? 0.35 + 0.4 * random() : 0.86 + 0.13 * random();
  return Math.round(value * 1_000) / 1_000;
}
