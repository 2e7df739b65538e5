import type { JudgedUtterance } from "../domain/learning/join-judgement.ts";
import type { Correction, Judgement } from "../schemas/correction.ts";

/** One page of corrections. */
export interface CorrectionPage {
  readonly corrections: readonly Correction[];
  /** Where the next page begins; absent on the last one. */
  readonly next?: string;
}

/** What agents say of intents, kept in the ledger. Every function throws `Transient` when the store is throttled or away. */
export interface CorrectionRegister {
  /** Joins a judgement (`joinJudgement`) and returns what stands then; the same word again changes nothing. */
  judge(utterance: JudgedUtterance, judgement: Judgement): Promise<Correction>;
  /** What was said of a contact's utterances. */
  listOfContact(contactId: string): Promise<readonly Correction[]>;
  /**
   * Corrections whose first judgement fell on a day, in its order. Read from an index: one that was given within the last second may be missing.
   * @param day UTC, e.g. `2026-03-02`, or an instant of it
   * @param after `next` of the page before
   */
  listOfDay(day: string, limit: number, after?: string): Promise<CorrectionPage>;
}
