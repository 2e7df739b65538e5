import type { AgentContact, AgentView } from "./agent-observation.ts";

/** What an agent does at an instant, the first that applies. */
export const agentActivities = [
  "talk",
  "hold",
  "afterContactWork",
  "ringing",
  "available",
  "unavailable",
  "offline",
] as const;
export type AgentActivity = (typeof agentActivities)[number];

/** Those in which an agent is on a contact. */
export const onContact: readonly AgentActivity[] = ["talk", "hold", "afterContactWork"];

const activityOfState: Readonly<Record<string, AgentActivity>> = {
  CONNECTED: "talk",
  CONNECTED_ONHOLD: "hold",
  PAUSED: "hold",
  ENDED: "afterContactWork",
  INCOMING: "ringing",
  PENDING: "ringing",
  CONNECTING: "ringing",
};

/**
 * What an agent does, by what Amazon Connect shows of them. On a contact is who has at least one that is connected, on hold, paused, in after-contact work
 * (`ENDED`), or ringing at the customer's; who has several does what comes first in {@link agentActivities}. While a contact rings at the agent's
 * they are neither on a contact nor idle; a contact that was missed, rejected or met an error leaves them with their status.
 * Sources: https://docs.aws.amazon.com/connect/latest/adminguide/metrics-definitions.html (Agents on contact, Agent idle time) and
 * https://docs.aws.amazon.com/connect/latest/adminguide/determine-acw-time.html
 */
export function activityOf({ status, contacts }: AgentView): AgentActivity {
  const all = new Set(contacts.map(activityOfContact));
  const first = agentActivities.find((activity) => all.has(activity));
  if (first) return first;
  return status === "other" ? "unavailable" : status;
}

function activityOfContact({ state, isOutbound }: AgentContact): AgentActivity | undefined {
  const activity = activityOfState[state];
  return activity === "ringing" && isOutbound ? "talk" : activity;
}
