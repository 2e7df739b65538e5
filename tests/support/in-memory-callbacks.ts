import type { CallbackBook, CallbackPromise } from "../../ports/callback-book.ts";

/** A book of callbacks in memory that keeps the port's promises; tests look into its map. */
export function inMemoryCallbacks() {
  const promises = new Map<string, CallbackPromise>();
  const book: CallbackBook = {
    promise: async (promise) => {
      const standing = promises.get(promise.contactId) ?? promise;
      promises.set(promise.contactId, standing);
      return standing;
    },
    readPromise: async (contactId) => promises.get(contactId),
  };
  return { ...book, promises };
}
