/** A contact that an agent has, as Amazon Connect showed it at an instant. */
export interface AgentContact {
  readonly contactId: string;
  /** Connect's name of the state, an open list: `CONNECTING`, `CONNECTED`, `CONNECTED_ONHOLD`, `MISSED`, `ENDED`, … */
  readonly state: string;
  /** The agent began it. */
  readonly isOutbound: boolean;
  /** Agent and customer have been connected. */
  readonly wasConnected: boolean;
}

/** Whether contacts are routed to an agent: `available`, `offline`, or any other status (a break, a training). */
export type AgentStatus = "available" | "offline" | "other";

/** An agent at an instant. */
export interface AgentView {
  readonly status: AgentStatus;
  readonly contacts: readonly AgentContact[];
}

/** That an agent changed: what the event of Amazon Connect told, without the agent's name. */
export interface AgentObservation {
  /** Tells one event from another; the same event may be told again. */
  readonly eventId: string;
  /** When it happened: ISO 8601 in UTC with milliseconds, so that texts sort as instants do. */
  readonly at: string;
  readonly type: "LOGIN" | "LOGOUT" | "STATE_CHANGE";
  /** What was before; absent where Connect does not tell it. */
  readonly before?: AgentView;
  readonly after: AgentView;
}
