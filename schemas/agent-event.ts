import { z } from "zod";
import type { AgentContact, AgentObservation, AgentStatus, AgentView } from "../domain/agent/agent-observation.ts";

const instant = z.iso.datetime({ offset: true });

const Contact = z.object({
  ContactId: z.string().min(1),
  /** An open list. */
  State: z.string().min(1),
  InitiationMethod: z.string().nullish(),
  ConnectedToAgentTimestamp: instant.nullish(),
});

/** An agent as they were at an instant. The configuration beside it, which tells the agent's name, is not read. */
const Snapshot = z.object({
  AgentStatus: z.object({
    Name: z.string().nullish(),
    /** `ROUTABLE`, `OFFLINE` or `CUSTOM`; older events have the name only. */
    Type: z.string().nullish(),
  }),
  Contacts: z.array(Contact).nullish(),
});

/**
 * An event of Amazon Connect's agent event stream: at least once, an agent's events on one shard. Only the fields we use.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/agent-event-stream-model.html
 */
export const AgentEvent = z
  .object({
    AgentARN: z
      .string()
      .regex(/^arn:[^:]+:connect:[^:]*:\d*:instance\/[^/]+\/agent\/[^/]+$/, "must be the ARN of an agent"),
    EventId: z.string().min(1),
    EventTimestamp: instant,
    EventType: z.enum(["LOGIN", "LOGOUT", "STATE_CHANGE", "HEART_BEAT"]),
    /** Some log-ins and log-outs come without. */
    CurrentAgentSnapshot: Snapshot.nullish(),
    PreviousAgentSnapshot: Snapshot.nullish(),
  })
  .refine(({ EventType, CurrentAgentSnapshot }) => EventType !== "STATE_CHANGE" || CurrentAgentSnapshot, {
    path: ["CurrentAgentSnapshot"],
    message: "a change of state must tell the state",
  });
export type AgentEvent = z.infer<typeof AgentEvent>;

/** The agent's id: the last part of the ARN. */
export function agentIdOf({ AgentARN }: Pick<AgentEvent, "AgentARN">): string {
  return AgentARN.slice(AgentARN.lastIndexOf("/") + 1);
}

/** The observation that an event tells; undefined of a heartbeat, which tells only that nothing has changed. */
export function observationOf(event: AgentEvent): AgentObservation | undefined {
  const { EventType, EventId, EventTimestamp, CurrentAgentSnapshot, PreviousAgentSnapshot } = event;
  if (EventType === "HEART_BEAT") return undefined;
  return {
    eventId: EventId,
    at: new Date(EventTimestamp).toISOString(),
    type: EventType,
    ...(PreviousAgentSnapshot && { before: viewOf(PreviousAgentSnapshot) }),
    after: CurrentAgentSnapshot ? viewOf(CurrentAgentSnapshot) : { status: "offline", contacts: [] },
  };
}

function viewOf({ AgentStatus: status, Contacts }: z.infer<typeof Snapshot>): AgentView {
  return { status: statusOf(status), contacts: (Contacts ?? []).map(contactOf) };
}

function statusOf({ Type, Name }: z.infer<typeof Snapshot>["AgentStatus"]): AgentStatus {
  const told = Type ?? Name;
  if (told === "ROUTABLE" || told === "Available") return "available";
  return told === "OFFLINE" || told === "Offline" ? "offline" : "other";
}

function contactOf({
  ContactId,
  State,
  InitiationMethod,
  ConnectedToAgentTimestamp,
}: z.infer<typeof Contact>): AgentContact {
  return {
    contactId: ContactId,
    state: State,
    isOutbound: InitiationMethod === "OUTBOUND",
    wasConnected: typeof ConnectedToAgentTimestamp === "string",
  };
}
