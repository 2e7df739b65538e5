import type { Caller } from "./callers/caller.ts";
import type { Chance } from "./chance.ts";
import type { IncomingCall } from "./contact.ts";
import { hireAgents } from "./routing/agent.ts";
import { openWaitingRoom } from "./routing/waiting-room.ts";
import { type ConnectParts, type ContactEnd, runContact } from "./run-contact.ts";

/** What a simulated Amazon Connect is made of. */
export interface SimulatedConnectOptions extends Omit<ConnectParts, "waitingRoom"> {
  /** How many agents are on duty. */
  readonly agents: number;
}

/** A simulated Amazon Connect: one instance, one inbound flow, some agents. */
export interface SimulatedConnect {
  /** Takes a call; resolves when the contact has ended and its record has been written. Never rejects for what goes wrong within the call. */
  take(call: IncomingCall, caller: Caller, chance: Chance): Promise<ContactEnd>;
}

/** Opens the instance. */
export function openSimulatedConnect({ agents, ...parts }: SimulatedConnectOptions): SimulatedConnect {
  const waitingRoom = openWaitingRoom(hireAgents(agents));
  return { take: (call, caller, chance) => runContact({ ...parts, waitingRoom }, call, caller, chance) };
}
