import type { CallbackBook, CallbackPromise } from "../../ports/callback-book.ts";
import type { PublishEvent } from "../../ports/event-publisher.ts";

/** What promising a callback needs. */
export interface PromiseCallbackDependencies extends Pick<CallbackBook, "promise"> {
  readonly publish: PublishEvent;
  readonly now: () => Date;
}

/** What is promised to whom. */
export interface CallbackToPromise {
  readonly contactId: string;
  readonly languageCode: string;
  /** What brought it about: the id of a segment, or of the contact. */
  readonly cause: string;
  /** The time that the caller asked for. */
  readonly preferred?: CallbackPromise["preferred"] | undefined;
}

/**
 * Promises a contact's caller to call back and publishes `CallbackRequested.v1`. A contact has one promise, however often and from wherever it is given: the
 * event comes again with the same id.
 */
export async function promiseCallback(
  { promise, publish, now }: PromiseCallbackDependencies,
  { contactId, languageCode, cause, preferred }: CallbackToPromise,
): Promise<void> {
  const standing = await promise({
    contactId,
    languageCode,
    promisedAt: now().toISOString(),
    ...(preferred && { preferred }),
  });
  await publish({
    type: "CallbackRequested.v1",
    id: `${contactId}.callback`,
    occurredAt: standing.promisedAt,
    correlationId: contactId,
    causationId: cause,
    data: {
      contactId,
      languageCode: standing.languageCode,
      ...(standing.preferred && { preferred: standing.preferred }),
    },
  });
}
