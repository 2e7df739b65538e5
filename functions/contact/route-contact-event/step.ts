import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import { type ContactEvent, factsOfContactEvent } from "../../../schemas/contact-event.ts";
import { type TakeFactsDependencies, takeFacts } from "../take-facts.ts";

/** What `contact/route-contact-event` needs. */
export type RouteContactEventDependencies = TakeFactsDependencies &
  Pick<ContactLedger, "recordEvent"> & { readonly now: () => Date };

/** Keeps one contact event for the trace and takes the facts it tells. Safe to repeat and in any order. */
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
  await takeFacts(dependencies, contactId, factsOfContactEvent(event));
}
