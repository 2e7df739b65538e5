import type { FirstContact } from "../../domain/contact/first-contact.ts";
import type { CallerReturn, FirstContacts } from "../../ports/first-contacts.ts";

/** Judgements of first contacts in memory; tests look into its maps. */
export function inMemoryFirstContacts() {
  const judgements = new Map<string, FirstContact>();
  const returns = new Map<string, CallerReturn>();
  const firstContacts: FirstContacts = {
    async putFirstContact(contactId, judged) {
      const stands = judgements.get(contactId) ?? judged;
      judgements.set(contactId, stands);
      return stands;
    },
    readFirstContact: async (contactId) => judgements.get(contactId),
    async putReturn(contactId, caller) {
      if (!returns.has(contactId)) returns.set(contactId, caller);
    },
    readReturn: async (contactId) => returns.get(contactId),
  };
  return { ...firstContacts, judgements, returns };
}
