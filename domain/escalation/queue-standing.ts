/** A contact that waits for an agent. */
export interface WaitingContact {
  readonly contactId: string;
  /** 1 is served first. */
  readonly priority: number;
  /** ISO 8601; who has waited longer is served first within a priority. */
  readonly since: string;
}

/** Where a caller stands in the queue. */
export interface QueueStanding {
  /** 1 is next. */
  readonly position: number;
  /** Milliseconds; undefined while too few have been served to tell. */
  readonly expectedWaitMs: number | undefined;
}

/** From so many contacts served on, their pace says something. */
const fewestServed = 3;
/** What was served longer ago, as yesterday or before a quiet hour, says nothing about the pace now. */
const paceWindowMs = 30 * 60_000;

/**
 * A caller's position and expected wait. The wait is Little's law, W = L / λ: those who are served before and with the caller, over the pace at which
 * the queue was served of late (J. D. C. Little, A Proof for the Queuing Formula L = λW, 1961, https://doi.org/10.1287/opre.9.3.383).
 * @param served when agents took the latest contacts of this queue, ISO 8601, in any order
 * @param now epoch milliseconds
 * @returns undefined for a contact that does not wait
 */
export function queueStanding(
  waiting: readonly WaitingContact[],
  contactId: string,
  served: readonly string[],
  now: number,
): QueueStanding | undefined {
  const inOrder = [...waiting].sort(
    (a, b) => a.priority - b.priority || a.since.localeCompare(b.since) || a.contactId.localeCompare(b.contactId),
  );
  const place = inOrder.findIndex((contact) => contact.contactId === contactId);
  if (place < 0) return undefined;
  const position = place + 1;
  const ofLate = served.map((at) => Date.parse(at)).filter((at) => now - at <= paceWindowMs);
  if (ofLate.length < fewestServed) return { position, expectedWaitMs: undefined };
  const first = Math.min(...ofLate);
  return { position, expectedWaitMs: Math.max(0, Math.round((position * (now - first)) / ofLate.length)) };
}
