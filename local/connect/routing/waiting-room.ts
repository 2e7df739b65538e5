import type { Agent } from "./agent.ts";

/** One contact's place in the queue. */
export interface Ticket {
  /** Resolves with the agent who is to take the contact. Never rejects; never resolves after `leave`. */
  readonly agent: Promise<Agent>;
  /** Moves the place by a new priority; without effect once an agent was given. */
  move(priority: number): void;
  /** Gives the place up, or, when an agent was already given, hands that agent back. */
  leave(): void;
}

/** Where contacts wait for agents: lowest priority number first, then first come, first served (by the contacts' own time). */
export interface WaitingRoom {
  /** How many wait in a queue. */
  waiting(queueArn: string): number;
  /** Enters a contact. Times are epoch milliseconds of its own clock. */
  enter(place: { readonly queueArn: string; readonly priority: number; readonly enqueuedAt: number }): Ticket;
  /** Takes an agent back. */
  release(agent: Agent, freeSince: number): void;
}

/** Opens a waiting room. All agents serve all queues; the one who has been free for longest is given first. */
export function openWaitingRoom(agents: readonly Agent[]): WaitingRoom {
  interface Place {
    readonly queueArn: string;
    priority: number;
    readonly enqueuedAt: number;
    readonly give: (agent: Agent) => void;
  }
  const free = new Set<Agent>(agents);
  const places: Place[] = [];

  const match = () => {
    places.sort((one, other) => one.priority - other.priority || one.enqueuedAt - other.enqueuedAt);
    while (places.length > 0 && free.size > 0) {
      const agent = [...free].reduce((longest, candidate) =>
        candidate.freeSince < longest.freeSince ? candidate : longest,
      );
      free.delete(agent);
      places.shift()?.give(agent);
    }
  };
  const release = (agent: Agent, freeSince: number) => {
    agent.freeSince = Math.max(agent.freeSince, freeSince);
    free.add(agent);
    match();
  };

  return {
    waiting: (queueArn) => places.filter((place) => place.queueArn === queueArn).length,
    enter(place) {
      const { promise, resolve } = Promise.withResolvers<Agent>();
      let given: Agent | undefined;
      const seat: Place = {
        ...place,
        give: (agent) => {
          given = agent;
          resolve(agent);
        },
      };
      places.push(seat);
      match();
      return {
        agent: promise,
        move(priority) {
          seat.priority = priority;
          match();
        },
        leave() {
          const at = places.indexOf(seat);
          if (at >= 0) places.splice(at, 1);
          if (given) release(given, given.freeSince);
          given = undefined;
        },
      };
    },
    release,
  };
}
