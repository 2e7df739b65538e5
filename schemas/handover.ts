import { z } from "zod";
import { escalationReasons } from "../domain/escalation/escalation-reason.ts";
import { CallerMood } from "./decision.ts";
import { IntentLabel } from "./intent.ts";
import { SentimentLabel } from "./sentiment.ts";

/** What an agent is given with a caller. Everything in it is redacted. */
export const Handover = z.object({
  contactId: z.string().min(1),
  preparedAt: z.iso.datetime(),
  /** When the caller began to wait. */
  waitingSince: z.iso.datetime(),
  languageCode: z.string().min(2),
  /** Name of the queue. */
  queue: z.string().min(1),
  /** Place in the queue: 1 is served first, 5 is usual. */
  priority: z.int().min(1).max(5),
  reason: z.enum(escalationReasons),
  /** The same in words, one rule each. */
  reasons: z.array(z.string().min(1)).min(1),
  /** What the caller wants, as far as it was understood. */
  intent: IntentLabel.exactOptional(),
  /** Sentiment of the caller's last utterance. */
  sentiment: SentimentLabel,
  /** How the caller has sounded all along, as far as the bot has noticed. */
  mood: CallerMood.exactOptional(),
  /** The issue that was opened in this contact. */
  issueId: z.string().min(1).exactOptional(),
  /** The last things that were said, the oldest first. */
  transcript: z.array(
    z.object({ by: z.enum(["CUSTOMER", "AGENT"]), text: z.string(), beginOffsetMs: z.int().nonnegative() }),
  ),
});
export type Handover = z.infer<typeof Handover>;
