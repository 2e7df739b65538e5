import { z } from "zod";
import { type IntentLabel, intentLabels } from "../../schemas/intent.ts";
import type { ContactOutcome } from "./contact-outcome.ts";
import configured from "./data/first-contact.json" with { type: "json" };

/** When a second contact says that the first did not help, as configured in `data/first-contact.json`. */
const rule = z.strictObject({ withinHours: z.number().min(1).max(312) }).parse(configured);
const hourMs = 3_600_000;

/** How long it has to be remembered what a caller called about, milliseconds: the window, and a day for a long contact that begins at its end. */
export const matterKeptMs = (rule.withinHours + 24) * hourMs;

/** Intents that say nothing of what the caller wants. */
const emptyIntents: ReadonlySet<string> = new Set([
  "agent_request",
  "repeat_prompt",
  "affirm",
  "deny",
  "end_call",
  "out_of_scope",
] satisfies IntentLabel[]);

/** What a contact was about, as far as it was understood: each intent once. */
export function mattersOf(
  decisions: readonly { readonly intent: string; readonly action: string }[],
): readonly IntentLabel[] {
  const understood = decisions.filter(({ action }) => action !== "ask_again");
  const said = new Set(understood.map(({ intent }) => intent));
  return intentLabels.filter((intent) => said.has(intent) && !emptyIntents.has(intent));
}

/** That a caller wanted something in a contact; `at` is ISO 8601. */
export interface MatterInContact {
  readonly contactId: string;
  readonly at: string;
}

/**
 * The caller's other contacts about the same matter within the window, by which came first.
 * @param own when this contact was about it, ISO 8601
 */
export function relatedContacts(
  contactId: string,
  own: string,
  matters: readonly MatterInContact[],
): { readonly earlier: readonly string[]; readonly later: readonly string[] } {
  const near = matters.filter(
    (other) =>
      other.contactId !== contactId && Math.abs(Date.parse(own) - Date.parse(other.at)) <= rule.withinHours * hourMs,
  );
  const isEarlier = (other: MatterInContact) =>
    other.at === own ? other.contactId < contactId : Date.parse(other.at) < Date.parse(own);
  return {
    earlier: near.filter(isEarlier).map((other) => other.contactId),
    later: near.filter((other) => !isEarlier(other)).map((other) => other.contactId),
  };
}

/** What a contact was to its matter, as far as that is known when it closes. */
export interface FirstContact {
  /** No contact of the same caller about the same came before it within the window. */
  readonly isFirst: boolean;
  /** It settled the matter, unless the caller comes back. */
  readonly isResolved: boolean;
}

/**
 * Judges a contact when it has closed. It has settled its matter when bot or agent served the caller to the end, without a complaint and without the promise
 * to call back: what is left to be done is not resolved.
 *
 * First-contact resolution is the share of first contacts after which the customer need not come back about the same matter; it is measured here by repeated
 * calls within a window, which needs no question to the customer and nobody's judgement.
 * Sources: https://en.wikipedia.org/wiki/First_call_resolution ("no repeat calls in a given timeframe") and
 * https://www.callcentrehelper.com/first-call-contact-resolution-fcr-208926.htm
 */
export function judgeFirstContact(contact: {
  readonly outcome: ContactOutcome;
  readonly actions: readonly string[];
  readonly isCallbackPromised: boolean;
  readonly hasEarlier: boolean;
}): FirstContact {
  const { outcome, actions, isCallbackPromised, hasEarlier } = contact;
  const isServed = outcome === "bot" || outcome === "agent";
  return { isFirst: !hasEarlier, isResolved: isServed && !actions.includes("open_issue") && !isCallbackPromised };
}
