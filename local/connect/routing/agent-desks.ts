import { type KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import type { Clock } from "../../clock.ts";
import type { Chance } from "../chance.ts";
import type { Contact } from "../contact.ts";
import { type AgentContactState, type AgentEventType, agentEvent, type Desk } from "../publishing/agent-event.ts";
import type { Agent } from "./agent.ts";

/** Where agent events go, and how badly they travel. */
export interface AgentEventSink {
  readonly client: KinesisClient;
  readonly streamName: string;
  /** Share (0 to 1) of events that come twice: the stream promises at least once. */
  readonly duplicated: number;
  readonly chance: Chance;
}

/** What the agents of an instance do, told to the agent event stream. Times are epoch milliseconds of the contact that they are about. */
export interface AgentDesks {
  /** All agents log in and are available. */
  open(at: number): void;
  /** A contact reaches a state at an agent's; `undefined`: it has left the desk. */
  move(agent: Agent, contact: Contact, state: AgentContactState | undefined, at: number): void;
  /**
   * All agents log out, each when done with the last contact. Resolves when that is told; heartbeats go on for an hour. Rejects when an event of theirs
   * could not be published.
   */
  close(): Promise<void>;
}

/** Desks of whose agents nobody is told. */
export const silentDesks: AgentDesks = { open() {}, move() {}, close: async () => {} };

/** Source: https://docs.aws.amazon.com/connect/latest/adminguide/agent-event-stream-model.html (HEART_BEAT) */
const heartbeatMs = 120_000;
const heartbeatsAfterLogoutMs = 3_600_000;

/**
 * Opens the desks of an instance's agents. Each agent's events go to the stream one after the other, with the agent's ARN as partition key
 * (https://docs.aws.amazon.com/connect/latest/adminguide/agent-event-streams.html).
 * @param signal aborted when the instance is switched off: heartbeats end
 */
export function openAgentDesks(
  agents: readonly Agent[],
  clock: Clock,
  sink: AgentEventSink,
  signal: AbortSignal,
): AgentDesks {
  interface Place {
    readonly agent: Agent;
    desk: Desk;
    lastAt: number;
    sent: Promise<void>;
  }
  const places = new Map(
    agents.map((agent): readonly [Agent, Place] => [
      agent,
      { agent, desk: { status: "Offline", statusSince: 0 }, lastAt: 0, sent: Promise.resolve() },
    ]),
  );
  let loggedOutAt: number | undefined;

  const publish = (place: Place, type: AgentEventType, desk: Desk, at: number) => {
    const before = type === "STATE_CHANGE" || type === "HEART_BEAT" ? place.desk : undefined;
    // A contact's own clock may run behind that of the contact before.
    place.lastAt = Math.max(place.lastAt, at);
    place.desk = desk;
    const { agent, lastAt } = place;
    const event = agentEvent({ eventId: sink.chance.uuid(), type, at: lastAt, agent, before, desk });
    const record = new PutRecordCommand({
      StreamName: sink.streamName,
      PartitionKey: agent.arn,
      Data: Buffer.from(JSON.stringify(event)),
    });
    const copies = sink.chance.happens(sink.duplicated) ? 2 : 1;
    place.sent = place.sent.then(async () => {
      for (let copy = 0; copy < copies; copy += 1) await sink.client.send(record);
    });
    // Reported by close(); this keeps Node from ending the process before.
    place.sent.catch(() => {});
  };
  const beat = async (place: Place) => {
    while (!signal.aborted) {
      const due = place.lastAt + heartbeatMs;
      await clock.sleep(Math.max(due - clock.now(), heartbeatMs / 2), signal).catch(() => {});
      if (signal.aborted) return;
      if (loggedOutAt !== undefined && clock.now() > loggedOutAt + heartbeatsAfterLogoutMs) return;
      if (clock.now() >= place.lastAt + heartbeatMs) publish(place, "HEART_BEAT", place.desk, clock.now());
    }
  };

  return {
    open(at) {
      for (const place of places.values()) {
        const offline: Desk = { status: "Offline", statusSince: at };
        publish(place, "LOGIN", offline, at);
        publish(place, "STATE_CHANGE", { status: "Available", statusSince: at }, at);
        void beat(place);
      }
    },
    move(agent, contact, state, at) {
      const place = places.get(agent);
      if (!place) return;
      const { status, statusSince, contact: known } = place.desk;
      if (state === undefined) return publish(place, "STATE_CHANGE", { status, statusSince }, at);
      const { contactId, initiationMethod, queue, targetQueueArn, initiatedAt } = contact;
      const connectedAt = state === "CONNECTED" ? (known?.connectedAt ?? at) : known?.connectedAt;
      publish(
        place,
        "STATE_CHANGE",
        {
          status,
          statusSince,
          contact: {
            contactId,
            initiationMethod,
            queueArn: queue?.arn ?? targetQueueArn,
            queuedAt: queue?.enqueuedAt ?? initiatedAt,
            state,
            stateSince: Math.max(place.lastAt, at),
            ...(connectedAt !== undefined && { connectedAt }),
          },
        },
        at,
      );
    },
    async close() {
      loggedOutAt = clock.now();
      for (const place of places.values()) {
        const at = Math.max(clock.now(), place.agent.freeSince, place.lastAt);
        const offline: Desk = { status: "Offline", statusSince: at };
        publish(place, "STATE_CHANGE", offline, at);
        publish(place, "LOGOUT", offline, at);
      }
      await Promise.all([...places.values()].map(({ sent }) => sent));
    },
  };
}
