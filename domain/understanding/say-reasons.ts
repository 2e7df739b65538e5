import type { Reason } from "./explain-intent.ts";
import { toJamo } from "./hangul.ts";
import { normaliseUtterance } from "./normalise-utterance.ts";

/**
 * Reasons as a person reads them: the words of the utterance whose n-grams spoke most for a label, strongest first, and `(meaning)` where words that mean
 * alike did. An n-gram speaks for every word that holds it.
 */
export function sayReasons(text: string, reasons: readonly Reason[], count = 3): string[] {
  const words = [...new Set(normaliseUtterance(text).split(" "))].map((word) => ({
    word,
    jamo: toJamo(word),
    weight: 0,
  }));
  const said: { word: string; weight: number }[] = [...words];
  for (const { feature, contribution } of reasons) {
    if (feature === "meaning") {
      said.push({ word: "(meaning)", weight: contribution });
      continue;
    }
    const pieces = feature
      .slice(2)
      .split(/[ _^$]+/)
      .filter((piece) => piece !== "");
    const isJamo = feature.startsWith("j ");
    for (const entry of words) {
      const whole = isJamo ? entry.jamo : entry.word;
      if (pieces.some((piece) => whole.includes(piece))) entry.weight += contribution;
    }
  }
  return said
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, count)
    .map(({ word }) => word);
}
