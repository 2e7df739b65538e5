import { judgeFirstContact, mattersOf, relatedContacts } from "../../../domain/contact/first-contact.ts";
import { firstContactMeasurements, returnMeasurements } from "../../../domain/metrics/first-contact-measurements.ts";
import type { CallbackBook } from "../../../ports/callback-book.ts";
import type { CallerHistory } from "../../../ports/caller-history.ts";
import type { ContactClosing, ContactLedger, ContactRecord } from "../../../ports/contact-ledger.ts";
import type { FirstContacts } from "../../../ports/first-contacts.ts";
import { notReady } from "../../../runtime/faults.ts";
import { type EmitOnceDependencies, type EmitOnceTools, emitOnce } from "../../emit-once.ts";
import type { ContactInput } from "../contact-input.ts";

/** What `SettleFirstContact` needs. */
export type SettleFirstContactDependencies = Pick<ContactLedger, "readRecord" | "listDecisions"> &
  Pick<CallerHistory, "callerOf" | "listMatters"> &
  Pick<CallbackBook, "readPromise"> &
  FirstContacts &
  EmitOnceDependencies;

/** Name the emissions of a judgement, and of its being taken back. */
export const firstContactEmission = "first-contact";
export const returnEmission = "first-contact-returned";

type Closed = ContactRecord & { readonly closing: ContactClosing };

/**
 * Judges whether a closed contact was the first about its matter and settled it, and takes back what was judged of an earlier contact that the caller now
 * repeats. Contacts that close at the same time find each other whichever is read first: each writes its own judgement before it looks for later ones.
 * Calls of ours, callers without a number and contacts in which nothing was wanted are not judged.
 * @returns whether the contact is judged
 * @throws NotReady while the contact is not closed, or while the log does not tell what became of an earlier run
 */
export async function settleFirstContact(
  dependencies: SettleFirstContactDependencies,
  { contactId }: ContactInput,
  tools: EmitOnceTools,
): Promise<{ judged: boolean }> {
  const record = await dependencies.readRecord(contactId);
  if (!record || !isClosed(record)) throw notReady(`contact ${contactId} is not closed yet`);
  const { closing } = record;
  if (!isByCaller(record)) return { judged: false };
  const [callerKey, decisions, promise] = await Promise.all([
    dependencies.callerOf(contactId),
    dependencies.listDecisions(contactId),
    dependencies.readPromise(contactId),
  ]);
  const matters = mattersOf(decisions);
  if (callerKey === undefined || matters.length === 0) return { judged: false };
  const { earlier } = await related(dependencies, record, callerKey, matters);
  const judged = await dependencies.putFirstContact(
    contactId,
    judgeFirstContact({
      outcome: closing.outcome,
      actions: decisions.map(({ action }) => action),
      isCallbackPromised: promise !== undefined,
      hasEarlier: earlier.length > 0,
    }),
  );
  const emission = { name: firstContactEmission, measurements: firstContactMeasurements(judged, closing.outcome) };
  await emitOnce(dependencies, { contactId, ...emission, at: Date.parse(closing.closedAt) }, tools);
  const [later] = (await related(dependencies, record, callerKey, matters)).later;
  if (later) await takeBack(dependencies, record, later.contactId, tools);
  for (const first of earlier) if (isClosed(first)) await takeBack(dependencies, first, contactId, tools);
  return { judged: true };
}

/** The caller's other contacts about the same, those that callers began. */
async function related(
  { listMatters, readRecord }: SettleFirstContactDependencies,
  { contactId, closing }: Closed,
  callerKey: string,
  matters: readonly string[],
): Promise<{ readonly earlier: readonly ContactRecord[]; readonly later: readonly ContactRecord[] }> {
  const found = await Promise.all(
    matters.map(async (matter) => {
      const all = await listMatters(callerKey, matter);
      const own = all.find((one) => one.contactId === contactId)?.at ?? closing.closedAt;
      return relatedContacts(contactId, own, all);
    }),
  );
  const read = async (side: "earlier" | "later") => {
    const ids = [...new Set(found.flatMap((one) => one[side]))].sort();
    const records = await Promise.all(ids.map(readRecord));
    return records.filter((record) => record !== undefined).filter(isByCaller);
  };
  return { earlier: await read("earlier"), later: await read("later") };
}

/** A contact that was judged to be first and settled was not: counts it once, at the time of its closing. */
async function takeBack(
  dependencies: SettleFirstContactDependencies,
  { contactId, closing }: Closed,
  by: string,
  tools: EmitOnceTools,
): Promise<void> {
  const judged = await dependencies.readFirstContact(contactId);
  // One that is not judged yet looks for later contacts itself.
  if (!judged?.isFirst || !judged.isResolved) return;
  await dependencies.putReturn(contactId, { contactId: by, at: dependencies.now().toISOString() });
  const emission = { name: returnEmission, measurements: returnMeasurements(closing.outcome) };
  await emitOnce(dependencies, { contactId, ...emission, at: Date.parse(closing.closedAt) }, tools);
}

function isByCaller({ facts }: ContactRecord): boolean {
  return facts.initiationMethod === undefined || facts.initiationMethod === "INBOUND";
}

function isClosed(record: ContactRecord): record is Closed {
  return record.closing !== undefined;
}
