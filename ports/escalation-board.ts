import type { WaitingContact } from "../domain/escalation/queue-standing.ts";
import type { Handover } from "../schemas/handover.ts";

/** Who waits in which queue, and what agents are given with them. Every function throws `Transient` when the store is throttled or away. */
export interface EscalationBoard {
  /** Keeps what the agent is given; a repeated step writes the newer one. */
  putHandover(handover: Handover): Promise<void>;
  readHandover(contactId: string): Promise<Handover | undefined>;
  /** Enters a contact into a queue, or moves it by a new priority; it keeps its place in time. */
  enter(queue: string, contact: WaitingContact): Promise<void>;
  /** Takes a contact off the board; with `servedAt` (ISO 8601) because an agent took it. Safe to repeat. */
  leave(queue: string, contactId: string, servedAt?: string): Promise<void>;
  listWaiting(queue: string): Promise<readonly WaitingContact[]>;
  /** When agents took the last ten contacts of a queue. */
  lastServed(queue: string): Promise<readonly string[]>;
  /** Offers the caller a call back; the flow asks for the offer while the caller waits. */
  offerCallback(contactId: string): Promise<void>;
  isCallbackOffered(contactId: string): Promise<boolean>;
}
