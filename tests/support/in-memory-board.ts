import type { WaitingContact } from "../../domain/escalation/queue-standing.ts";
import type { EscalationBoard } from "../../ports/escalation-board.ts";
import type { Handover } from "../../schemas/handover.ts";

/** A board of waiting contacts in memory that keeps the port's promises; tests look into its maps. */
export function inMemoryBoard() {
  const handovers = new Map<string, Handover>();
  const waiting = new Map<string, WaitingContact>();
  const served = new Map<string, string>();
  const offers = new Set<string>();
  const within = <T>(queue: string, items: ReadonlyMap<string, T>) =>
    [...items].filter(([key]) => key.startsWith(`${queue}/`)).map(([, item]) => item);
  const board: EscalationBoard = {
    putHandover: async (handover) => void handovers.set(handover.contactId, handover),
    readHandover: async (contactId) => handovers.get(contactId),
    enter: async (queue, contact) => void waiting.set(`${queue}/${contact.contactId}`, contact),
    leave: async (queue, contactId, servedAt) => {
      waiting.delete(`${queue}/${contactId}`);
      if (servedAt !== undefined) served.set(`${queue}/${contactId}`, servedAt);
    },
    listWaiting: async (queue) => within(queue, waiting),
    lastServed: async (queue) => within(queue, served).toSorted().slice(-10),
    offerCallback: async (contactId) => void offers.add(contactId),
    isCallbackOffered: async (contactId) => offers.has(contactId),
  };
  return { ...board, handovers, waiting, served, offers };
}
