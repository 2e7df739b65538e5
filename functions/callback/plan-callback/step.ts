import { type CallbackOutcome, outcomeOfCalls } from "../../../domain/callback/callback-outcome.ts";
import { type CallbackPlan, nextCallAt } from "../../../domain/callback/callback-plan.ts";
import type { OpeningHours } from "../../../domain/routing/opening-hours.ts";
import type { CallbackBook } from "../../../ports/callback-book.ts";
import type { CallerHistory } from "../../../ports/caller-history.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import { notReady } from "../../../runtime/faults.ts";
import type { ContactInput } from "../../contact/contact-input.ts";
import { callerKeyOf } from "../caller-key-of.ts";
import { queueOfContact } from "../queue-of-contact.ts";

/** What `PlanCallback` needs. */
export interface PlanCallbackDependencies
  extends Pick<ContactLedger, "readRecord" | "listDecisions">,
    Pick<CallbackBook, "readPromise" | "listCalls" | "isDoNotCall">,
    Pick<CallerHistory, "callerOf"> {
  readonly plan: CallbackPlan;
  readonly hours: OpeningHours;
  readonly now: () => Date;
}

/** What comes next: a call, not before `at`, or the end. */
export type PlannedStep =
  | { readonly next: "call"; readonly call: number; readonly at: string }
  | { readonly next: "end"; readonly outcome: CallbackOutcome };

/**
 * Says when to call next, or that the callback is over.
 * @throws NotReady before the promise is in the book
 */
export async function planCallback(
  dependencies: PlanCallbackDependencies,
  { contactId }: ContactInput,
): Promise<PlannedStep> {
  const { readRecord, readPromise, listCalls, isDoNotCall, plan, hours } = dependencies;
  const callerKey = await callerKeyOf(dependencies, contactId);
  const [record, promise, calls, isBlocked, queue] = await Promise.all([
    readRecord(contactId),
    readPromise(contactId),
    listCalls(contactId),
    isDoNotCall(callerKey),
    queueOfContact(dependencies, contactId),
  ]);
  if (!promise) throw notReady(`contact ${contactId} has no promise of a callback yet`);
  const outcome = outcomeOfCalls(calls.map((call) => call.outcome));
  if (outcome) return { next: "end", outcome };
  if (isBlocked) return { next: "end", outcome: "do_not_call" };
  // The caller took the offer of a callback at the moment when an agent took the call.
  if (record?.facts.connectedToAgentAt !== undefined) return { next: "end", outcome: "served" };
  const state = {
    promisedAt: Date.parse(promise.promisedAt),
    preferred: promise.preferred && {
      from: Date.parse(promise.preferred.from),
      to: Date.parse(promise.preferred.to),
    },
    calledAt: calls.map(({ calledAt }) => Date.parse(calledAt)),
  };
  const at = nextCallAt(plan, state, queue, hours, dependencies.now().getTime());
  if (at === undefined) return { next: "end", outcome: "unreached" };
  return { next: "call", call: calls.length + 1, at: new Date(at).toISOString() };
}
