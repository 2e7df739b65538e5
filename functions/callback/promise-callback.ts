import type { CallbackBook } from "../../ports/callback-book.ts";
import type { PublishEvent } from "../../ports/event-publisher.ts";

/** What promising a callback needs. */
export interface PromiseCallbackDependencies extends Pick<CallbackBook, "promise"> {
  readonly publish: PublishEvent;
  readonly now: () => Date;
}

/**
 * Promises a contact's caller to call back and publishes `CallbackRequested.v1`. A contact has one promise, however often and from wherever it is given: the
 * event comes again with the same id.
 * @param cause what brought it about: the id of a segment, or of the contact
 */
export async function promiseCallback(
  { promise, publish, now }: PromiseCallbackDependencies,
  { contactId, languageCode, cause }: { contactId: string; languageCode: string; cause: string },
): Promise<void> {
  const standing = await promise({ contactId, languageCode, promisedAt: now().toISOString() });
  await publish({
    type: "CallbackRequested.v1",
    id: `${contactId}.callback`,
    occurredAt: standing.promisedAt,
    correlationId: contactId,
    causationId: cause,
    data: { contactId, languageCode: standing.languageCode },
  });
}
