import type { Reason } from "./explain-intent.ts";

/**
 * Reasons as a person reads them: the pieces of the utterance that decided, strongest first, none of them inside another, word gaps as spaces; `(meaning)`
 * stands for words that mean alike. Runs of jamo are left out where readable pieces are there.
 */
export function sayReasons(reasons: readonly Reason[], count = 3): string[] {
  const said: string[] = [];
  for (const { feature } of reasons) {
    const piece =
      feature === "meaning" ? "(meaning)" : feature.slice(2).replace(/[\^$]/g, "").replaceAll("_", " ").trim();
    const isJamo = feature.startsWith("j ");
    if (piece === "" || isJamo || said.some((one) => one.includes(piece))) continue;
    said.push(piece);
    if (said.length === count) break;
  }
  if (said.length > 0) return said;
  return reasons.slice(0, 1).map(({ feature }) => feature.slice(2).replace(/[\^$]/g, ""));
}
