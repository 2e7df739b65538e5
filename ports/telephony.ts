/** The telephone side, as steps act on a live contact. Every function throws `Transient` when it is throttled or away and `Rejected` when the contact is gone. */
export interface Telephony {
  /** Shows texts to the agent who takes the contact; under 32 KB in all. */
  setAttributes(contactId: string, attributes: Readonly<Record<string, string>>): Promise<void>;
  /** Moves a waiting contact: 1 is served first, 5 is usual. */
  setPriority(contactId: string, priority: number): Promise<void>;
}
