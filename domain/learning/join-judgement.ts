import type { Correction, Judgement } from "../../schemas/correction.ts";

/** What is judged: an utterance as the ledger keeps it. */
export type JudgedUtterance = Pick<Correction, "contactId" | "segmentId" | "languageCode" | "text" | "predicted">;

/**
 * The correction after one more judgement. Whoever says what stands already changes nothing, however often; whoever says something else is believed from
 * then on, and the first judgement is kept.
 */
export function joinJudgement(
  before: Correction | undefined,
  utterance: JudgedUtterance,
  judgement: Judgement,
): Correction {
  if (!before) return { ...utterance, judgement, first: judgement, revisions: 0 };
  if (before.judgement.intent === judgement.intent) return before;
  return { ...before, judgement, revisions: before.revisions + 1 };
}

/** Whether the classifier had been right, by the judgement that stands. */
export function wasRight({ predicted, judgement }: Pick<Correction, "predicted" | "judgement">): boolean {
  return predicted.intent === judgement.intent;
}
