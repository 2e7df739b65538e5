import type { CalledPerson } from "../callers/called-person.ts";

/** What Amazon Connect's API can do to a contact while it lasts. */
export interface LiveContact {
  /** The customer's number, E.164. */
  readonly customerNumber?: string;
  setAttributes(attributes: Readonly<Record<string, string>>): void;
  /** 1 is served first. A contact that waits moves at once. */
  setPriority(priority: number): void;
}

/** A call that the API is asked to make. */
export interface CallRequest {
  readonly number: string;
  readonly flowId: string;
  readonly queueId: string | undefined;
  readonly relatedContactId: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly ringSeconds: number;
  /** Names the call: the same token is the same call. */
  readonly token: string;
}

/** The instance as its API sees it: contacts that last, numbers of those that have ended, and people who can be called. */
export interface LiveContacts {
  add(contactId: string, contact: LiveContact): void;
  remove(contactId: string): void;
  get(contactId: string): LiveContact | undefined;
  /** The customer's number of a contact, also when it has ended; undefined for one that never was. */
  numberOf(contactId: string): string | undefined;
  /** Enters who answers at a number. */
  expect(number: string, person: CalledPerson): void;
  personAt(number: string): CalledPerson | undefined;
  /** Says who makes calls. */
  placeCallsBy(place: (request: CallRequest) => string): void;
  /** Makes a call and gives its contact id; undefined when nobody makes calls. */
  placeCall(request: CallRequest): string | undefined;
}

/** An instance without contacts. */
export function createLiveContacts(): LiveContacts {
  const contacts = new Map<string, LiveContact>();
  const numbers = new Map<string, string>();
  const people = new Map<string, CalledPerson>();
  let place: ((request: CallRequest) => string) | undefined;
  return {
    add(contactId, contact) {
      contacts.set(contactId, contact);
      if (contact.customerNumber !== undefined) numbers.set(contactId, contact.customerNumber);
    },
    remove: (contactId) => void contacts.delete(contactId),
    get: (contactId) => contacts.get(contactId),
    numberOf: (contactId) => numbers.get(contactId),
    expect: (number, person) => void people.set(number, person),
    personAt: (number) => people.get(number),
    placeCallsBy(next) {
      place = next;
    },
    placeCall: (request) => place?.(request),
  };
}
