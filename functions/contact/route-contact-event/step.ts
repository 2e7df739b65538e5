import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { Machines } from "../../../ports/machines.ts";
import { type ContactEvent, factsOfContactEvent } from "../../../schemas/contact-event.ts";
import { type SignalDependencies, signalContact } from "../signal-contact.ts";

/** What `contact/route-contact-event` needs. */
export type RouteContactEventDependencies = SignalDependencies &
  Pick<ContactLedger, "mergeFacts" | "recordEvent"> &
  Pick<Machines, "ensureContact"> & { readonly now: () => Date };

/** Merges one contact event into its contact's record, makes sure the contact's execution exists, and wakes it. Safe to repeat and in any order. */
export async function routeContactEvent(
  dependencies: RouteContactEventDependencies,
  event: ContactEvent,
): Promise<void> {
  const { contactId, eventType } = event.detail;
  await dependencies.recordEvent(contactId, {
    eventId: event.id,
    eventType: eventType.toUpperCase(),
    occurredAt: event.time,
    receivedAt: dependencies.now().toISOString(),
  });
  await dependencies.mergeFacts(contactId, factsOfContactEvent(event));
  await dependencies.ensureContact(contactId);
  await signalContact(dependencies, contactId);
}
