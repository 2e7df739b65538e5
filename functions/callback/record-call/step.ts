import { z } from "zod";
import { type CallOutcome, callOutcome } from "../../../domain/callback/call-outcome.ts";
import type { CallbackBook } from "../../../ports/callback-book.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";

/** Input of `RecordCall`; without an outbound contact Amazon Connect refused to call. */
export const RecordCallInput = z.object({
  contactId: z.string().min(1),
  call: z.int().positive(),
  outboundContactId: z.string().min(1).nullish(),
});

/** What `RecordCall` needs. */
export type RecordCallDependencies = Pick<ContactLedger, "readRecord"> &
  Pick<CallbackBook, "listCalls" | "putCall"> & { readonly now: () => Date };

/** Enters what became of a call; one of which nothing was heard in hours has failed. */
export async function recordCall(
  { readRecord, listCalls, putCall, now }: RecordCallDependencies,
  { contactId, call, outboundContactId }: z.infer<typeof RecordCallInput>,
): Promise<{ outcome: CallOutcome }> {
  const record =
    outboundContactId === undefined || outboundContactId === null ? undefined : await readRecord(outboundContactId);
  const outcome = (record && callOutcome(record.facts)) ?? "failed";
  const entered = (await listCalls(contactId)).find((other) => other.call === call);
  await putCall(contactId, { ...(entered ?? { call, calledAt: now().toISOString() }), outcome });
  return { outcome };
}
