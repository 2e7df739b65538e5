import { type ContactFacts, isOver } from "../../domain/contact/contact-facts.ts";
import type { ContactLedger } from "../../ports/contact-ledger.ts";
import type { Machines } from "../../ports/machines.ts";
import { type SignalDependencies, signalContact } from "./signal-contact.ts";

/** What taking facts needs. */
export type TakeFactsDependencies = SignalDependencies &
  Pick<ContactLedger, "mergeFacts"> &
  Pick<Machines, "ensureContact" | "ensureEscalation">;

/**
 * Merges what an event or a record tells of a contact, makes sure that the executions exist which follow it (`contact`, and `escalation` while it waits for
 * an agent), and wakes them. Safe to repeat and in any order.
 */
export async function takeFacts(
  dependencies: TakeFactsDependencies,
  contactId: string,
  news: ContactFacts,
): Promise<void> {
  const { facts } = await dependencies.mergeFacts(contactId, news);
  await dependencies.ensureContact(contactId);
  if (facts.queuedAt !== undefined && !isOver(facts)) await dependencies.ensureEscalation(contactId);
  await signalContact(dependencies, contactId);
}
