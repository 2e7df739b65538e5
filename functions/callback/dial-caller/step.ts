import { z } from "zod";
import type { CallbackPlan } from "../../../domain/callback/callback-plan.ts";
import type { OpeningHours } from "../../../domain/routing/opening-hours.ts";
import { isStaffed } from "../../../domain/routing/queue-hours.ts";
import type { CallbackBook } from "../../../ports/callback-book.ts";
import type { CallerHistory } from "../../../ports/caller-history.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { Dialler } from "../../../ports/dialler.ts";
import { notReady } from "../../../runtime/faults.ts";
import { queueOfContact } from "../queue-of-contact.ts";

/** Input of `DialCaller`: which call of a callback it is, from 1. */
export const DialCallerInput = z.object({ contactId: z.string().min(1), call: z.int().positive() });

/** What `DialCaller` needs. */
export interface DialCallerDependencies
  extends Pick<ContactLedger, "readRecord" | "listDecisions">,
    Pick<CallbackBook, "readPromise" | "isDoNotCall" | "putCall" | "putPurpose">,
    Pick<CallerHistory, "callerOf" | "putCaller">,
    Dialler {
  readonly plan: CallbackPlan;
  readonly hours: OpeningHours;
  /** ARNs of the queues by name, and of the flow that meets whoever takes the call. */
  readonly queueArns: Readonly<Record<string, string>>;
  readonly flowArn: string;
  readonly now: () => Date;
}

/** `dialled`: it rings; `not_now`: something has changed since it was planned, plan again; `no_number`: there is nobody to call. */
export type Dialled =
  | { readonly status: "dialled"; readonly outboundContactId: string }
  | { readonly status: "not_now" }
  | { readonly status: "no_number" };

/** Amazon Connect copies the attributes of the related contact; what its caller once answered is not this call's answer. */
const notAskedYet = { callback_answer: "", callback_offer: "", callback_time: "" } as const;

/**
 * Calls the caller, unless that is no longer wanted or agents are gone. A repeated step makes the same call once (the token).
 * @throws NotReady before the promise is in the book, Rejected where Amazon Connect may not call
 */
export async function dialCaller(
  dependencies: DialCallerDependencies,
  { contactId, call }: z.infer<typeof DialCallerInput>,
): Promise<Dialled> {
  const { readPromise, callerOf, isDoNotCall, plan, hours, queueArns, flowArn } = dependencies;
  const [promise, callerKey, queue] = await Promise.all([
    readPromise(contactId),
    callerOf(contactId),
    queueOfContact(dependencies, contactId),
  ]);
  if (!promise) throw notReady(`contact ${contactId} has no promise of a callback yet`);
  const now = dependencies.now();
  const isBlocked = callerKey !== undefined && (await isDoNotCall(callerKey));
  if (isBlocked || !isStaffed(queue, hours, now.getTime())) return { status: "not_now" };
  const outboundContactId = await dependencies.call({
    contactId,
    token: `${contactId}.call-${call}`,
    queueArn: queueArns[queue.name] ?? "",
    flowArn,
    ringSeconds: plan.ringSeconds,
    attributes: {
      language: promise.languageCode,
      callback_for: contactId,
      callback_call: String(call),
      ...notAskedYet,
    },
  });
  if (outboundContactId === undefined) return { status: "no_number" };
  await dependencies.putPurpose(outboundContactId, { contactId, queue: queue.name });
  // Who is promised another callback in this call, or asks not to be called any more, is the same caller.
  if (callerKey !== undefined) await dependencies.putCaller(outboundContactId, callerKey);
  await dependencies.putCall(contactId, { call, calledAt: now.toISOString(), outboundContactId });
  return { status: "dialled", outboundContactId };
}
