import type { AgentObservation, AgentView } from "./agent-observation.ts";

const rank: Readonly<Record<AgentObservation["type"], number>> = { LOGIN: 0, STATE_CHANGE: 1, LOGOUT: 2 };

/**
 * One agent's observations in the order in which they happened, each once, however they came: the same set gives the same order. Changes of the same
 * millisecond follow each other as each tells what was before it.
 */
export function orderObservations(observations: readonly AgentObservation[]): readonly AgentObservation[] {
  const each = new Map(observations.map((observation) => [observation.eventId, observation]));
  const instants = Map.groupBy(
    [...each.values()].sort((a, b) => order(a.at, b.at)),
    ({ at }) => at,
  );
  return [...instants.values()].flatMap(orderInstant);
}

/** Puts changes of one instant behind the change that led to what was before them. */
function orderInstant(changes: readonly AgentObservation[]): readonly AgentObservation[] {
  if (changes.length === 1) return changes;
  const left = changes.toSorted((a, b) => rank[a.type] - rank[b.type] || order(a.eventId, b.eventId));
  const ordered: AgentObservation[] = [];
  while (left.length > 0) {
    const last = ordered.at(-1);
    const follows = left.findIndex((change) => last !== undefined && isSame(change.before, last.after));
    const begins = left.findIndex(
      (change) => !left.some((other) => other !== change && isSame(change.before, other.after)),
    );
    const [next] = left.splice(Math.max(0, follows >= 0 ? follows : begins), 1);
    if (next) ordered.push(next);
  }
  return ordered;
}

function isSame(before: AgentView | undefined, after: AgentView): boolean {
  return before !== undefined && told(before) === told(after);
}

function told({ status, contacts }: AgentView): string {
  return [status, ...contacts.map(({ contactId, state }) => `${contactId} ${state}`).sort()].join();
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
