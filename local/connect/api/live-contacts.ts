/** What Amazon Connect's API can do to a contact while it lasts. */
export interface LiveContact {
  setAttributes(attributes: Readonly<Record<string, string>>): void;
  /** 1 is served first. A contact that waits moves at once. */
  setPriority(priority: number): void;
}

/** The contacts of the instance that have not ended, by id. */
export interface LiveContacts {
  add(contactId: string, contact: LiveContact): void;
  remove(contactId: string): void;
  get(contactId: string): LiveContact | undefined;
}

/** An instance without contacts. */
export function createLiveContacts(): LiveContacts {
  const contacts = new Map<string, LiveContact>();
  return {
    add: (contactId, contact) => void contacts.set(contactId, contact),
    remove: (contactId) => void contacts.delete(contactId),
    get: (contactId) => contacts.get(contactId),
  };
}
