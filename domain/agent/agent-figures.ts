import { type AgentActivity, activityOf, agentActivities } from "./agent-activity.ts";
import type { AgentContact, AgentObservation, AgentView } from "./agent-observation.ts";

/** What an agent did in a stretch of time. */
export interface AgentFigures {
  /** Contacts that were connected to the agent within the stretch. */
  readonly contacts: number;
  /** Milliseconds of each activity; together the length of the stretch. */
  readonly spentMs: Readonly<Record<AgentActivity, number>>;
}

const offline: AgentView = { status: "offline", contacts: [] };
const nothing: Readonly<Record<AgentActivity, number>> = {
  talk: 0,
  hold: 0,
  afterContactWork: 0,
  ringing: 0,
  available: 0,
  unavailable: 0,
  offline: 0,
};

/**
 * What an agent did from one instant to another (epoch milliseconds), by the wall clock: two contacts at once take their time once.
 * @param observations in order (order-observations.ts): those of the stretch, and the last one before it, without which the agent was offline
 */
export function agentFigures(observations: readonly AgentObservation[], from: number, to: number): AgentFigures {
  const spentMs = { ...nothing };
  let view = offline;
  let since = from;
  let contacts = 0;
  const spend = (until: number) => {
    spentMs[activityOf(view)] += until - since;
    since = until;
  };
  for (const observation of observations) {
    const at = Date.parse(observation.at);
    if (at >= to) break;
    const next = observation.type === "LOGOUT" ? offline : observation.after;
    if (at >= from) {
      spend(at);
      const known = new Set(view.contacts.filter(wasTaken).map(({ contactId }) => contactId));
      contacts += next.contacts.filter((contact) => wasTaken(contact) && !known.has(contact.contactId)).length;
    }
    view = next;
  }
  spend(to);
  return { contacts, spentMs };
}

function wasTaken({ state, wasConnected }: AgentContact): boolean {
  return state === "CONNECTED" || state === "CONNECTED_ONHOLD" || (state === "ENDED" && wasConnected);
}

/** The figures of several stretches together. */
export function joinFigures(all: readonly AgentFigures[]): AgentFigures {
  const spentMs = { ...nothing };
  for (const figures of all) for (const activity of agentActivities) spentMs[activity] += figures.spentMs[activity];
  return { contacts: all.reduce((sum, { contacts }) => sum + contacts, 0), spentMs };
}
