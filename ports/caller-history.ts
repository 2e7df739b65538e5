/** That a caller once wanted something. */
export interface PastMatter {
  readonly contactId: string;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * What is remembered of callers, by a key that does not tell the number (adapters/caller-key.ts). Every function throws `Transient` when the store is
 * throttled or away.
 */
export interface CallerHistory {
  /** Keeps whose contact it is. */
  putCaller(contactId: string, callerKey: string): Promise<void>;
  /** Undefined for a caller who withheld the number, or whose contact came before media. */
  callerOf(contactId: string): Promise<string | undefined>;
  /** Notes what the caller wanted in a contact; again for the same contact and intent changes nothing but the time. */
  noteMatter(callerKey: string, intent: string, matter: PastMatter): Promise<void>;
  /** The contacts in which the caller wanted this, of the last day or two. */
  listMatters(callerKey: string, intent: string): Promise<readonly PastMatter[]>;
}
