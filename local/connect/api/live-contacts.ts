import type { CalledPerson } from "../callers/called-person.ts";

/** What Amazon Connect's API can do to a contact while it lasts, and what it tells of it. */
export interface LiveContact {
  /** E.164, or as the network told a number that was withheld. */
  readonly customerNumber: string;
  attributes(): Readonly<Record<string, string>>;
  setAttributes(attributes: Readonly<Record<string, string>>): void;
  /** 1 is served first. A contact that waits moves at once. */
  setPriority(priority: number): void;
}

/** What the API knows of a contact, also when it has ended, and what it can still write down of it. */
export type KnownContact = Omit<LiveContact, "setPriority">;

/** A call that the API is asked to make. */
export interface CallRequest {
  readonly number: string;
  readonly flowId: string;
  readonly queueId: string | undefined;
  readonly relatedContactId: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly ringSeconds: number;
  readonly detectsMachines: boolean;
  /** Names the call: the same token is the same call. */
  readonly token: string;
}

/** The instance as its API sees it: contacts that last, what is left of those that have ended, and people who can be called. */
export interface LiveContacts {
  add(contactId: string, contact: LiveContact): void;
  remove(contactId: string): void;
  get(contactId: string): LiveContact | undefined;
  /** Undefined for a contact that never was. */
  known(contactId: string): KnownContact | undefined;
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
  const ended = new Map<string, KnownContact>();
  const people = new Map<string, CalledPerson>();
  let place: ((request: CallRequest) => string) | undefined;
  return {
    add: (contactId, contact) => void contacts.set(contactId, contact),
    remove(contactId) {
      const left = contacts.get(contactId);
      if (left) ended.set(contactId, endedContact(left));
      contacts.delete(contactId);
    },
    get: (contactId) => contacts.get(contactId),
    known: (contactId) => contacts.get(contactId) ?? ended.get(contactId),
    expect: (number, person) => void people.set(number, person),
    personAt: (number) => people.get(number),
    placeCallsBy(next) {
      place = next;
    },
    placeCall: (request) => place?.(request),
  };
}

/** The attributes that a contact had at its end, and whatever is added to them later. */
function endedContact({ customerNumber, attributes }: LiveContact): KnownContact {
  const kept = new Map(Object.entries(attributes()));
  return {
    customerNumber,
    attributes: () => Object.fromEntries(kept),
    setAttributes(texts) {
      for (const [key, text] of Object.entries(texts)) kept.set(key, text);
    },
  };
}
