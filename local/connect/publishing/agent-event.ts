import { instanceArn, location } from "../instance.ts";
import type { Agent } from "../routing/agent.ts";

/** Kinds of agent events. */
export type AgentEventType = "LOGIN" | "LOGOUT" | "STATE_CHANGE" | "HEART_BEAT";

/** States of a contact as the simulated agents meet them. Source: https://docs.aws.amazon.com/connect/latest/adminguide/about-contact-states.html */
export type AgentContactState = "CONNECTING" | "CONNECTED" | "CONNECTED_ONHOLD" | "MISSED" | "ENDED";

/** A contact on an agent's desk. Times are epoch milliseconds. */
export interface DeskContact {
  readonly contactId: string;
  readonly initiationMethod: "INBOUND" | "API";
  readonly queueArn: string;
  readonly queuedAt: number;
  readonly state: AgentContactState;
  readonly stateSince: number;
  readonly connectedAt?: number;
}

/** What an agent's desk shows at an instant. */
export interface Desk {
  readonly status: "Available" | "Offline";
  readonly statusSince: number;
  readonly contact?: DeskContact;
}

const time = (epochMs: number) => new Date(epochMs).toISOString();
const routingProfileArn = `${instanceArn}/routing-profile/00000000-0000-4000-8000-000000000001`;
const statusArn = { Available: "000000000001", Offline: "000000000002" } as const;

/**
 * An event of the agent event stream. Agents are made up; their configuration is there because the service's is.
 * Sources: https://docs.aws.amazon.com/connect/latest/adminguide/agent-event-stream-model.html and
 * https://docs.aws.amazon.com/connect/latest/adminguide/sample-agent-event-stream.html
 * @param before the desk before the change; log-ins and log-outs do not tell it
 */
export function agentEvent(event: {
  readonly eventId: string;
  readonly type: AgentEventType;
  readonly at: number;
  readonly agent: Pick<Agent, "arn" | "username">;
  readonly before: Desk | undefined;
  readonly desk: Desk;
}): Record<string, unknown> {
  const { eventId, type, at, agent, before, desk } = event;
  return {
    AWSAccountId: location.account,
    AgentARN: agent.arn,
    CurrentAgentSnapshot: snapshot(agent, desk),
    EventId: eventId,
    EventTimestamp: time(at),
    EventType: type,
    InstanceARN: instanceArn,
    PreviousAgentSnapshot: before ? snapshot(agent, before) : null,
    Version: "2017-10-01",
  };
}

function snapshot({ username }: Pick<Agent, "username">, { status, statusSince, contact }: Desk) {
  return {
    AgentStatus: {
      ARN: `${instanceArn}/agent-state/00000000-0000-4000-8000-${statusArn[status]}`,
      Name: status,
      StartTimestamp: time(statusSince),
      Type: status === "Available" ? "ROUTABLE" : "OFFLINE",
    },
    NextAgentStatus: null,
    Configuration: {
      AgentHierarchyGroups: null,
      FirstName: "Simulated",
      LastName: username,
      RoutingProfile: { ARN: routingProfileArn, Name: "Basic Routing Profile" },
      Username: username,
    },
    Contacts: contact ? [contactPart(contact)] : [],
  };
}

function contactPart(contact: DeskContact) {
  return {
    Channel: "VOICE",
    ConnectedToAgentTimestamp: contact.connectedAt === undefined ? null : time(contact.connectedAt),
    ContactId: contact.contactId,
    InitialContactId: null,
    InitiationMethod: contact.initiationMethod,
    Queue: { ARN: contact.queueArn, Name: contact.queueArn.slice(contact.queueArn.lastIndexOf("/") + 1) },
    QueueTimestamp: time(contact.queuedAt),
    State: contact.state,
    StateStartTimestamp: time(contact.stateSince),
  };
}
