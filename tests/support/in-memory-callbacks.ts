import type {
  CallbackBook,
  CallbackCall,
  CallbackEnd,
  CallbackPromise,
  CallbackPurpose,
} from "../../ports/callback-book.ts";

/** A book of callbacks in memory that keeps the port's promises; tests look into its maps. */
export function inMemoryCallbacks() {
  const promises = new Map<string, CallbackPromise>();
  const open = new Map<string, string>();
  const calls = new Map<string, CallbackCall>();
  const purposes = new Map<string, CallbackPurpose>();
  const ends = new Map<string, CallbackEnd>();
  const blocked = new Set<string>();
  const first = <T>(map: Map<string, T>, key: string, value: T): T => {
    const standing = map.get(key) ?? value;
    map.set(key, standing);
    return standing;
  };
  const book: CallbackBook = {
    promise: async (promise) => first(promises, promise.contactId, promise),
    readPromise: async (contactId) => promises.get(contactId),
    openFor: async (callerKey, contactId) => first(open, callerKey, contactId),
    closeFor: async (callerKey, contactId) => {
      if (open.get(callerKey) === contactId) open.delete(callerKey);
    },
    putCall: async (contactId, call) => void calls.set(`${contactId}/${call.call}`, call),
    listCalls: async (contactId) =>
      [...calls].filter(([key]) => key.startsWith(`${contactId}/`)).map(([, call]) => call),
    putPurpose: async (outboundContactId, purpose) => void purposes.set(outboundContactId, purpose),
    readPurpose: async (outboundContactId) => purposes.get(outboundContactId),
    end: async (contactId, end) => first(ends, contactId, end),
    readEnd: async (contactId) => ends.get(contactId),
    setDoNotCall: async (callerKey, doNotCall) => void (doNotCall ? blocked.add(callerKey) : blocked.delete(callerKey)),
    isDoNotCall: async (callerKey) => blocked.has(callerKey),
  };
  return { ...book, promises, open, calls, purposes, ends, blocked };
}
