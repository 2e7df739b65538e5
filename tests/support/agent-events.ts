import type { AgentEvent } from "../../schemas/agent-event.ts";
import { dayStart } from "./builders.ts";

/** The agent that tests talk about unless they need another. */
export const agentId = "00000000-0000-4000-8000-000000000001";
const agentArn = `arn:aws:connect:ap-northeast-2:000000000000:instance/00000000-0000-4000-8000-000000000000/agent/${agentId}`;

/** What an agent's desk shows: the status, and contacts by id with their state. */
export type DeskOf = { readonly status: string; readonly contacts?: Readonly<Record<string, string>> };

/** Makes an agent's events one after the other, each telling what was before it. */
export function agentEvents() {
  let desk: DeskOf = { status: "Offline" };
  let count = 0;
  const event = (type: AgentEvent["EventType"], seconds: number, next: DeskOf): AgentEvent => {
    count += 1;
    const made = {
      AgentARN: agentArn,
      EventId: `event-${count}`,
      EventTimestamp: new Date(dayStart + seconds * 1_000).toISOString(),
      EventType: type,
      CurrentAgentSnapshot: snapshot(next),
      PreviousAgentSnapshot: type === "STATE_CHANGE" ? snapshot(desk) : null,
    };
    desk = next;
    return made;
  };
  return {
    /** So many seconds into the day the agent logs in and is available. */
    login: (seconds: number) => [
      event("LOGIN", seconds, { status: "Offline" }),
      event("STATE_CHANGE", seconds, { status: "Available" }),
    ],
    change: (seconds: number, next: DeskOf) => event("STATE_CHANGE", seconds, next),
    beat: (seconds: number) => event("HEART_BEAT", seconds, desk),
    logout: (seconds: number) => event("LOGOUT", seconds, { status: "Offline" }),
    /** A contact that rings for 10 s, is talked with, held for 20 s within, and worked on afterwards. */
    contact(seconds: number, contactId: string, { talk = 100, work = 30 } = {}) {
      const available = { status: "Available" };
      const states = [
        [0, "CONNECTING"],
        [10, "CONNECTED"],
        [40, "CONNECTED_ONHOLD"],
        [60, "CONNECTED"],
        [10 + talk, "ENDED"],
      ] as const;
      return [
        ...states.map(([after, state]) =>
          event("STATE_CHANGE", seconds + after, { ...available, contacts: { [contactId]: state } }),
        ),
        event("STATE_CHANGE", seconds + 10 + talk + work, available),
      ];
    },
  };
}

function snapshot({ status, contacts = {} }: DeskOf) {
  return {
    AgentStatus: { Name: status },
    Contacts: Object.entries(contacts).map(([ContactId, State]) => ({
      ContactId,
      State,
      InitiationMethod: "INBOUND",
      ConnectedToAgentTimestamp: State.startsWith("CONNECTED") || State === "ENDED" ? "2024-12-19T00:00:00.000Z" : null,
    })),
  };
}
