import type { FirstContact } from "../domain/contact/first-contact.ts";

/** That a caller came back after a contact that had seemed to settle the matter. */
export interface CallerReturn {
  /** The contact with which they came back. */
  readonly contactId: string;
  /** When that was known, ISO 8601. */
  readonly at: string;
}

/** What was judged of first contacts. The first of several judgements stands. Every function throws `Transient` when the store is throttled or away. */
export interface FirstContacts {
  /** Keeps the judgement of a contact; answers the one that stands. */
  putFirstContact(contactId: string, judged: FirstContact): Promise<FirstContact>;
  readFirstContact(contactId: string): Promise<FirstContact | undefined>;
  putReturn(contactId: string, caller: CallerReturn): Promise<void>;
  readReturn(contactId: string): Promise<CallerReturn | undefined>;
}
