import type { Correction } from "../../schemas/correction.ts";
import type { LabelledText } from "../understanding/labelled-text.ts";

/** Corrections as training text. */
export interface LabelledCorrections {
  readonly texts: readonly LabelledText[];
  /** Texts that agents gave more than one intent; the newest judgement is taken. */
  readonly disputed: readonly string[];
  /** Corrections without words to learn from: nothing but placeholders. */
  readonly empty: number;
}

/** A text of nothing but placeholders, punctuation and white space teaches nothing. */
const wordless = /^(?:\[[A-Z_]+\]|[^\p{L}\p{N}])*$/u;

/** Corrections as one labelled text for each different utterance, in the order in which they were first judged. */
export function labelledCorrections(corrections: readonly Correction[]): LabelledCorrections {
  const inOrder = [...corrections].sort((a, b) => Date.parse(a.judgement.at) - Date.parse(b.judgement.at));
  const labels = new Map<string, string>();
  const disputed = new Set<string>();
  let empty = 0;
  for (const { text, judgement } of inOrder) {
    const line = text.replace(/\s+/gu, " ").trim();
    if (wordless.test(line)) {
      empty += 1;
      continue;
    }
    if ((labels.get(line) ?? judgement.intent) !== judgement.intent) disputed.add(line);
    labels.set(line, judgement.intent);
  }
  return { texts: [...labels].map(([text, label]) => ({ label, text })), disputed: [...disputed], empty };
}

/** Labelled texts as lines of `label<TAB>text`, which `parseLabelledText` reads. */
export function writeLabelledText(texts: readonly LabelledText[]): string {
  return texts.map(({ label, text }) => `${label}\t${text}\n`).join("");
}
