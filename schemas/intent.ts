import { z } from "zod";
import contactCentre from "./intents/contact-centre.json" with { type: "json" };
import { LabelSet } from "./intents/label-set.ts";

/** What this centre tells apart, Korean and English alike. */
export const intentLabelSet = LabelSet.parse(contactCentre);

/** The names of its labels, in their order. */
export const intentLabels: readonly string[] = intentLabelSet.labels.map(({ name }) => name);

/** One intent label. */
export const IntentLabel = z.enum(intentLabels);
export type IntentLabel = z.infer<typeof IntentLabel>;

/** A label, how sure it is (0 to 1), and, best first, the pieces of the redacted utterance that spoke for it. */
const RankedIntent = z.object({
  intent: IntentLabel,
  confidence: z.number().min(0).max(1),
  reasons: z.array(z.string()).optional(),
});

/** What a classification answers: the best label, how sure (0 to 1), and the three best with reasons. */
export const Classification = z.object({
  intent: IntentLabel,
  confidence: z.number().min(0).max(1),
  /** From which confidence on acting on this label costs less than asking again; chosen on held-out text. */
  threshold: z.number().min(0).max(1).optional(),
  alternatives: z.array(RankedIntent),
});
export type Classification = z.infer<typeof Classification>;
