import type { Correction } from "../../schemas/correction.ts";
import { redactText } from "../redaction/redact-text.ts";
import type { LabelledText } from "../understanding/labelled-text.ts";
import { normaliseUtterance } from "../understanding/normalise-utterance.ts";

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

/**
 * Corrections as one labelled text for each utterance that reads differently to the classifier, in the order in which they were first judged. The ledger's
 * text went through the rules of redaction of its day; it goes through today's once more, before it becomes anybody's training text.
 */
export function labelledCorrections(corrections: readonly Correction[]): LabelledCorrections {
  const inOrder = [...corrections].sort((a, b) => Date.parse(a.judgement.at) - Date.parse(b.judgement.at));
  const found = new Map<string, LabelledText>();
  const disputed = new Set<string>();
  let empty = 0;
  for (const { text, languageCode, judgement } of inOrder) {
    const line = redactText(text, languageCode).text.replace(/\s+/gu, " ").trim();
    if (wordless.test(line)) {
      empty += 1;
      continue;
    }
    const words = normaliseUtterance(line);
    if ((found.get(words)?.label ?? judgement.intent) !== judgement.intent) disputed.add(line);
    found.set(words, { label: judgement.intent, text: line });
  }
  return { texts: [...found.values()], disputed: [...disputed], empty };
}

/** Labelled texts as lines of `label<TAB>text`, which `parseLabelledText` reads. */
export function writeLabelledText(texts: readonly LabelledText[]): string {
  return texts.map(({ label, text }) => `${label}\t${text}\n`).join("");
}
