import { ServiceError } from "../gateway/service.ts";
import type { CallRequest } from "./api/live-contacts.ts";
import { createCalledPerson } from "./callers/called-person.ts";
import type { Caller } from "./callers/caller.ts";
import { type Chance, createChance } from "./chance.ts";
import type { IncomingCall, OutgoingCall } from "./contact.ts";
import type { LoadedFlow } from "./flow/load-flow.ts";
import { basicQueueArn, instanceArn } from "./instance.ts";
import { hireAgents } from "./routing/agent.ts";
import { type AgentEventSink, openAgentDesks, silentDesks } from "./routing/agent-desks.ts";
import { openWaitingRoom } from "./routing/waiting-room.ts";
import { type ConnectParts, type ContactEnd, runContact } from "./run-contact.ts";

/** What a simulated Amazon Connect is made of. */
export interface SimulatedConnectOptions extends Omit<ConnectParts, "waitingRoom" | "desks"> {
  /** How many agents are on duty. */
  readonly agents: number;
  /** Where agent events go; nowhere unless told. */
  readonly agentEvents?: Pick<AgentEventSink, "client" | "streamName">;
  /** Aborted when heartbeats of agents are to end; the instance's signal unless told. */
  readonly agentsLeave?: AbortSignal;
}

/** A simulated Amazon Connect: one instance, one inbound flow, some agents. */
export interface SimulatedConnect {
  /** Takes a call; resolves when the contact has ended and its record has been written. Never rejects for what goes wrong within the call. */
  take(call: IncomingCall, caller: Caller, chance: Chance): Promise<ContactEnd>;
  /** All agents log out; resolves when the agent event stream has been told. Rejects when an agent event could not be published. */
  endShifts(): Promise<void>;
}

/** Opens the instance; from now on the calls that its API is asked for are made here. */
export function openSimulatedConnect(connectOptions: SimulatedConnectOptions): SimulatedConnect {
  const { agents, agentEvents, agentsLeave, ...options } = connectOptions;
  const { live, clock, delivery, signal } = options;
  const staff = hireAgents(agents);
  const sink = agentEvents && { ...agentEvents, duplicated: delivery.duplicated, chance: createChance("agents") };
  const desks = sink ? openAgentDesks(staff, clock, sink, agentsLeave ?? signal) : silentDesks;
  const parts: ConnectParts = { ...options, desks, waitingRoom: openWaitingRoom(staff) };
  desks.open(clock.now());
  live.placeCallsBy(callsOf(parts));
  return {
    take(call, caller, chance) {
      if (call.whenCalled) live.expect(call.customerNumber, call.whenCalled);
      return runContact(parts, call, caller, chance);
    },
    endShifts: () => desks.close(),
  };
}

/** So long a token names the same call. Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_StartOutboundVoiceContact.html (ClientToken) */
const tokenMs = 7 * 86_400_000;

/** Makes calls: begins a contact with whoever is at the number, and answers its id at once. The same token is the same call. */
function callsOf(parts: ConnectParts): (request: CallRequest) => string {
  const made = new Map<string, { readonly contactId: string; readonly at: number }>();
  const callsTo = new Map<string, number>();
  return (request) => {
    const known = made.get(request.token);
    const at = parts.clock.now();
    if (known && at - known.at < tokenMs) return known.contactId;
    const flow = flowOf(parts.flows, request.flowId);
    if (!flow) throw new ServiceError("ResourceNotFoundException", `There is no flow ${request.flowId}.`, 404);
    const chance = createChance(`call/${request.token}/${known ? at : "first"}`);
    const contactId = chance.uuid();
    made.set(request.token, { contactId, at });
    const earlier = callsTo.get(request.number) ?? 0;
    callsTo.set(request.number, earlier + 1);
    const person = parts.live.personAt(request.number);
    const answer = person?.answers[Math.min(earlier, person.answers.length - 1)] ?? "no-answer";
    const call: OutgoingCall = {
      contactId,
      languageCode: person?.languageCode ?? "ko-KR",
      customerNumber: request.number,
      initiatedAt: at,
      outgoing: {
        flow,
        queueArn: request.queueId === undefined ? basicQueueArn : `${instanceArn}/queue/${request.queueId}`,
        attributes: request.attributes,
        ...(request.relatedContactId !== undefined && { relatedContactId: request.relatedContactId }),
        answer,
        detectsMachines: request.detectsMachines,
        ringMs: request.ringSeconds * 1_000,
      },
    };
    // Whatever goes wrong in the contact is shown to the watcher, and it never rejects.
    void runContact(parts, call, createCalledPerson(person?.takeCall(contactId) ?? nobody, answer), chance);
    return contactId;
  };
}

function flowOf(flows: ReadonlyMap<string, LoadedFlow>, flowId: string): LoadedFlow | undefined {
  return [...flows].find(([arn]) => arn.endsWith(`/${flowId}`))?.[1];
}

/** Takes no call: it only rings. */
const nobody: Caller = {
  acceptAfterMs: 0,
  afterContactWorkMs: 0,
  mediaStarted() {},
  hearPrompt: async () => {},
  meetFlow: () => new Promise<never>(() => {}),
  waitInQueue: () => new Promise<never>(() => {}),
  pressKey: async () => undefined,
  talkWithAgent: async () => ({ endedBy: "agent", holds: 0, holdMs: 0, longestHoldMs: 0 }),
  remain: async () => {},
  letGo: async () => {},
};
