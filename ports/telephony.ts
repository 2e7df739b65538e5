/** The telephone side, as steps act on a contact. Every function throws `Transient` when it is throttled or away and `Rejected` when it refuses. */
export interface Telephony {
  /** Shows texts to the agent who takes the contact, and keeps them with a contact that is over; under 32 KB in all. */
  setAttributes(contactId: string, attributes: Readonly<Record<string, string>>): Promise<void>;
  /** Moves a waiting contact: 1 is served first, 5 is usual. False: the contact is over, there is nobody to move. */
  setPriority(contactId: string, priority: number): Promise<boolean>;
}
