import { z } from "zod";
import { Verdict } from "./decision.ts";
import { Classification } from "./intent.ts";
import { Segment } from "./segment.ts";
import { Sentiment } from "./sentiment.ts";

/** A final segment after redaction: `text` holds placeholders such as `[PHONE]` where personal data was. */
export const RedactedUtterance = Segment.omit({ version: true, isPartial: true, precedingText: true }).extend({
  /** Kinds of personal data that were removed. */
  redactedTypes: z.array(z.string()),
});
export type RedactedUtterance = z.infer<typeof RedactedUtterance>;

/** A redacted utterance with what was understood of it: the input of `DecideAction`. */
export const UnderstoodUtterance = z.object({
  utterance: RedactedUtterance,
  classification: Classification,
  sentiment: Sentiment,
});
export type UnderstoodUtterance = z.infer<typeof UnderstoodUtterance>;

/** An understood utterance with the verdict on it: the input of every step that carries the verdict out. */
export const DecidedUtterance = UnderstoodUtterance.extend({
  verdict: Verdict,
  /** Complaints before this one in the same contact. */
  earlierComplaints: z.int().nonnegative(),
});
export type DecidedUtterance = z.infer<typeof DecidedUtterance>;
