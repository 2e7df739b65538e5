import { z } from "zod";
import { type IntentLabel, intentLabels } from "../../schemas/intent.ts";
import configured from "./data/repeated-contact.json" with { type: "json" };

const Rule = z.strictObject({
  /** A contact so long ago does not count any more. */
  withinHours: z.number().positive().max(48, "the history of callers is kept for 48 hours"),
  /** Intents that are no matter of their own, or that anybody may have twice a day. */
  ignoredIntents: z.array(z.enum(intentLabels)),
});

/** When a caller is called a repeated one, as configured in `data/repeated-contact.json`. */
const rule = Rule.parse(configured);
const hourMs = 3_600_000;

/** Whether asking for this twice in two contacts says that the first did not help. */
export function isMatter(intent: IntentLabel): boolean {
  return !rule.ignoredIntents.includes(intent);
}

/**
 * Whether the caller has called about the same before: another contact, within the configured hours.
 * @param matters the caller's contacts about one intent
 * @param now epoch milliseconds
 */
export function isRepeatedContact(
  matters: readonly { readonly contactId: string; readonly at: string }[],
  contactId: string,
  now: number,
): boolean {
  return matters.some(
    (matter) => matter.contactId !== contactId && Math.abs(now - Date.parse(matter.at)) <= rule.withinHours * hourMs,
  );
}
