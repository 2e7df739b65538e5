import { z } from "zod";
import { IntentLabel } from "./intent.ts";

/** One agent's word on what a caller wanted. */
export const Judgement = z.object({
  intent: IntentLabel,
  /** Who said so: a name or an id of the centre's own. */
  by: z.string().min(1).max(100),
  at: z.iso.datetime(),
});
export type Judgement = z.infer<typeof Judgement>;

/**
 * What agents say of one utterance's intent: labelled data. The text is the redacted one, as the ledger keeps it; nobody types it in again.
 */
export const Correction = z.object({
  contactId: z.string().min(1),
  segmentId: z.string().min(1),
  languageCode: z.string().min(1),
  text: z.string(),
  /** What the classifier had said. */
  predicted: z.object({ intent: IntentLabel, confidence: z.number().min(0).max(1) }),
  /** The words that stand now … */
  judgement: Judgement,
  /** … and the first ones: their time places the correction in a day for good, and the metric counts them. */
  first: Judgement,
  /** How many times somebody said something else than the one before; 0 for the first word. */
  revisions: z.int().nonnegative(),
});
export type Correction = z.infer<typeof Correction>;
