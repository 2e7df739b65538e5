import { z } from "zod";
import { escalationReasons } from "../domain/escalation/escalation-reason.ts";
import { IntentLabel } from "./intent.ts";

/** What the bot may do about an utterance. `propose_callback` asks whether to call back, `offer_callback` promises it. `none` leaves the caller's flow as it is. */
export const DecisionAction = z.enum([
  "answer",
  "ask_again",
  "escalate",
  "propose_callback",
  "offer_callback",
  "open_issue",
  "end",
  "none",
]);
export type DecisionAction = z.infer<typeof DecisionAction>;

/** How the caller has sounded up to an utterance (domain/dialogue/caller-mood.ts). */
export const CallerMood = z.object({
  trend: z.number().min(0).max(1),
  negatives: z.int().nonnegative(),
  isAngry: z.boolean(),
});
export type CallerMood = z.infer<typeof CallerMood>;

/** In which language a contact goes on, and what speaks for another (domain/language/contact-language.ts). */
export const ContactLanguage = z.object({
  /** BCP-47; `und` while nobody has said anything clear. */
  languageCode: z.string().min(1),
  other: z.object({ languageCode: z.string().min(1), utterances: z.int().positive() }).exactOptional(),
});
export type ContactLanguage = z.infer<typeof ContactLanguage>;

/** The rule's verdict on one utterance, before anything is done about it. */
export const Verdict = z.object({
  action: DecisionAction,
  intent: IntentLabel,
  confidence: z.number().min(0).max(1),
  /** Why, in words an operator reads in the trace: one rule each. */
  reasons: z.array(z.string().min(1)).min(1),
  /** Which of the centre's reasons to hand a caller over this is; only for `escalate`. */
  escalation: z.enum(escalationReasons).exactOptional(),
  /** What the caller is told; empty for `none`. Never holds what the caller said. */
  message: z.string().max(1_000),
  /** How the caller has sounded so far; the next decision goes on from it. */
  mood: CallerMood.exactOptional(),
  /** The language of `message`, and from then on of the contact. */
  language: ContactLanguage.exactOptional(),
});
export type Verdict = z.infer<typeof Verdict>;

/** A verdict that has been carried out and now waits for the caller's flow. */
export const Decision = Verdict.extend({
  /** The segment that was decided on; a segment has at most one decision. */
  segmentId: z.string().min(1),
  contactId: z.string().min(1),
  /** Orders the decisions of a contact: the end of the utterance in its media, in milliseconds. */
  sequence: z.int().nonnegative(),
  /** Queue to transfer to; only for `escalate`. */
  queue: z.string().min(1).optional(),
  /** Issue number told to the caller; only for `open_issue`. */
  issueId: z.string().min(1).optional(),
  decidedAt: z.iso.datetime(),
  /** From the end of the utterance's audio reaching Kinesis Video to `decidedAt`, in milliseconds. */
  latencyMs: z.number().nonnegative(),
});
export type Decision = z.infer<typeof Decision>;
