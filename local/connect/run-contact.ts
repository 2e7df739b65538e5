import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { KinesisClient } from "@aws-sdk/client-kinesis";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { Clock } from "../clock.ts";
import type { LiveContacts } from "./api/live-contacts.ts";
import type { CallAnswer } from "./callers/called-person.ts";
import type { Caller, CallerSide } from "./callers/caller.ts";
import type { Chance } from "./chance.ts";
import {
  type AnsweringMachine,
  type Contact,
  type DisconnectReason,
  type IncomingCall,
  type OutgoingCall,
  startContact,
} from "./contact.ts";
import { ContactSession } from "./contact-session.ts";
import type { ContactWatcher } from "./contact-watcher.ts";
import type { LoadedFlow } from "./flow/load-flow.ts";
import { type FlowEnd, runFlow } from "./flow/run-flow.ts";
import { openPhoneLine, type PhoneLine, type Speed } from "./line/phone-line.ts";
import { LineEnded } from "./line-ended.ts";
import type { MediaStreams } from "./media/contact-media-stream.ts";
import {
  type ContactEventPublisher,
  createContactEventPublisher,
  type Delivery,
} from "./publishing/contact-event-publisher.ts";
import { putContactRecord } from "./publishing/put-contact-record.ts";
import type { Agent } from "./routing/agent.ts";
import type { AgentDesks } from "./routing/agent-desks.ts";
import { type Place, waitInQueue } from "./routing/wait-in-queue.ts";
import type { WaitingRoom } from "./routing/waiting-room.ts";

/** Everything around a contact. */
export interface ConnectParts {
  /** The flow that answers calls. */
  readonly flow: LoadedFlow;
  /** Flows that this one may name, by ARN: those played in queues, and those that go on. */
  readonly flows: ReadonlyMap<string, LoadedFlow>;
  readonly clock: Clock;
  readonly speed: Speed;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
  readonly records: { readonly client: KinesisClient; readonly streamName: string };
  readonly mediaStreams: MediaStreams;
  /** Where Amazon Connect's API finds the contact while it lasts. */
  readonly live: LiveContacts;
  readonly waitingRoom: WaitingRoom;
  /** Hears what happens at the agents' desks. */
  readonly desks: AgentDesks;
  readonly queueCapacity: number;
  readonly delivery: Delivery;
  readonly watch: ContactWatcher;
  /** Aborted when the instance is switched off: every line goes dead. */
  readonly signal: AbortSignal;
}

/** How a contact went, as the telephone side knows it. */
export interface ContactEnd {
  readonly contactId: string;
  readonly reason: DisconnectReason;
  /** Whether an agent took it. */
  readonly sawAgent: boolean;
  /** Whether the caller hung up in the queue. */
  readonly leftQueue: boolean;
  /** What the flow and the API have set; the agent's screen shows it. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Runs one contact from ringing to its record: flow, queue, agent, after-contact work; publishes its events on the way. Whatever fails is shown to the
 * watcher and the contact still ends: its DISCONNECTED and COMPLETED events and its record are sent in every case.
 */
export async function runContact(
  parts: ConnectParts,
  call: IncomingCall | OutgoingCall,
  caller: Caller,
  chance: Chance,
): Promise<ContactEnd> {
  const { watch, clock, speed, delivery } = parts;
  const contact = startContact(call);
  const problem = (text: string) => watch(contact.contactId, { kind: "problem", text });
  const events = createContactEventPublisher(parts.events, contact, delivery, chance.fork("events"));
  const line = openPhoneLine(clock, speed, call.initiatedAt, (fault) =>
    problem(`audio is lost from here on: ${String(fault)}`),
  );
  const hangUp = new AbortController();
  const switchOff = () => void line.hangUp(new LineEnded("TELECOM_PROBLEM"));
  parts.signal.addEventListener("abort", switchOff, { once: true });
  const signal = AbortSignal.any([hangUp.signal, parts.signal]);
  const session = new ContactSession({ ...parts, contact, line, caller, events, signal });

  watch(contact.contactId, { kind: "state", state: "ringing" });
  events.publish("INITIATED", line.now());
  const place: Place = {};
  parts.live.add(contact.contactId, {
    customerNumber: contact.customerNumber,
    attributes: () => Object.fromEntries(contact.attributes),
    setAttributes: (attributes) => session.setAttributes(attributes),
    setPriority: (priority) => {
      session.setPriority(priority);
      place.ticket?.move(priority);
    },
  });
  let agent: Agent | undefined;
  /** What the agent does after the call, once the agent has hung up on a caller who stays. */
  let work: Promise<number> | undefined;
  let reason: DisconnectReason = "TELECOM_PROBLEM";
  let flow: Promise<FlowEnd> | undefined;
  let remaining: Promise<FlowEnd> | undefined;
  try {
    const untaken = "outgoing" in call ? await ring(call.outgoing, contact, line, events) : undefined;
    if (untaken !== undefined) {
      reason = untaken;
    } else {
      watch(contact.contactId, { kind: "state", state: "in flow" });
      flow = runFlow("outgoing" in call ? call.outgoing.flow : parts.flow, session, signal);
      reason = await flowPart(flow, (side) => caller.meetFlow(side), session, hangUp, problem);
    }
    if (reason === "CONTACT_FLOW_DISCONNECT" && contact.queue) {
      watch(contact.contactId, { kind: "state", state: "in queue" });
      const left = await waitInQueue(parts, contact, session, caller, line, place, problem);
      if (typeof left === "string") {
        reason = left;
      } else {
        agent = left;
        reason = await agentPart(parts, contact, session, caller, line, events, agent);
      }
      if (reason === "AGENT_DISCONNECT" && contact.remainingFlowArn) {
        work = afterContactWork(parts, contact, caller, agent, line.now());
        remaining = runFlow(session.findFlow(contact.remainingFlowArn), session, signal);
        reason = await flowPart(remaining, (side) => caller.remain(side), session, hangUp, problem);
      }
    }
  } catch (error) {
    problem(`the call broke off: ${String(error)}`);
  }

  parts.live.remove(contact.contactId);
  parts.signal.removeEventListener("abort", switchOff);
  contact.disconnectReason = reason;
  contact.disconnectedAt = line.now();
  await line.hangUp(new LineEnded(reason));
  // A block that was under way notices the hang-up; only then is it sure that no stream is being opened.
  await Promise.allSettled([flow, place.flow, remaining]);
  await session.stopMediaStreaming();
  events.publish("DISCONNECTED", contact.disconnectedAt);
  const workedUntil = await (work ?? afterContactWork(parts, contact, caller, agent, contact.disconnectedAt));
  const completedAt = Math.max(workedUntil, contact.disconnectedAt);
  events.publish("COMPLETED", completedAt);
  watch(contact.contactId, { kind: "state", state: "ended" });
  await events.settle().catch((error) => problem(`contact events were not published: ${String(error)}`));

  await lettingTimePass(clock, speed, chance.between(2_000, 10_000));
  await putContactRecord(parts.records, contact, completedAt, {
    duplicated: delivery.duplicated,
    chance: chance.fork("record"),
  }).catch((error) => problem(`the contact record was not written: ${String(error)}`));
  return {
    contactId: contact.contactId,
    reason,
    sawAgent: contact.agent !== undefined,
    leftQueue: contact.queue !== undefined && contact.agent === undefined && reason === "CUSTOMER_DISCONNECT",
    attributes: Object.fromEntries(contact.attributes),
  };
}

/** What the network knows is told at once; a person or a machine takes the call after some rings. */
const ringMs = { refused: 2_000, taken: 8_000 };
/** Longer does nobody's telephone ring: the network gives up. */
const networkRingMs = 60_000;
const detected: Readonly<Record<CallAnswer, AnsweringMachine>> = {
  answers: "HUMAN_ANSWERED",
  declines: "HUMAN_ANSWERED",
  voicemail: "VOICEMAIL_BEEP",
  busy: "SIT_TONE_BUSY",
  "no-answer": "AMD_UNANSWERED",
  "out-of-service": "SIT_TONE_INVALID_NUMBER",
};

/** Rings at the customer's; answers why nobody took the call, or undefined when it was taken. */
async function ring(
  { answer, detectsMachines, ringMs: longestMs }: OutgoingCall["outgoing"],
  contact: Contact,
  line: PhoneLine,
  events: ContactEventPublisher,
): Promise<DisconnectReason | undefined> {
  if (detectsMachines) contact.answeringMachine = detected[answer];
  if (answer === "busy" || answer === "out-of-service") {
    await line.advance(ringMs.refused);
    return answer === "busy" ? "TELECOM_BUSY" : "TELECOM_NUMBER_INVALID";
  }
  if (answer === "no-answer") {
    await line.advance(longestMs);
    return longestMs < networkRingMs ? "TELECOM_ORIGINATOR_CANCEL" : "TELECOM_TIMEOUT";
  }
  await line.advance(Math.min(ringMs.taken, longestMs));
  contact.connectedToSystemAt = line.now();
  events.publish("CONNECTED_TO_SYSTEM", line.now());
  return undefined;
}

/** A flow until it ends or the caller hangs up, as whoever lives through it does. */
async function flowPart(
  flow: Promise<FlowEnd>,
  live: (side: CallerSide) => Promise<void>,
  session: ContactSession,
  hangUp: AbortController,
  problem: (text: string) => void,
): Promise<DisconnectReason> {
  const inFlow = new AbortController();
  const callerLeaves = live({ ...session.side, signal: inFlow.signal }).then(() => "caller" as const);
  const first = await Promise.race([flow, callerLeaves]);
  inFlow.abort(new LineEnded("CONTACT_FLOW_DISCONNECT"));
  if (first === "caller") {
    hangUp.abort(new LineEnded("CUSTOMER_DISCONNECT"));
    return "CUSTOMER_DISCONNECT";
  }
  if (first.how === "stuck") problem(`the flow stopped at ${first.at}: ${first.reason}`);
  return "CONTACT_FLOW_DISCONNECT";
}

/** The talk with an agent until one of them hangs up. */
async function agentPart(
  { watch, desks }: ConnectParts,
  contact: Contact,
  session: ContactSession,
  caller: Caller,
  line: PhoneLine,
  events: ContactEventPublisher,
  agent: Agent,
): Promise<DisconnectReason> {
  const connectedAt = line.now();
  if (contact.queue) contact.queue.dequeuedAt = connectedAt;
  const service = { arn: agent.arn, username: agent.username, connectedAt, holds: 0, holdMs: 0, longestHoldMs: 0 };
  contact.agent = service;
  watch(contact.contactId, { kind: "state", state: "with agent" });
  events.publish("CONNECTED_TO_AGENT", connectedAt);
  desks.move(agent, contact, "CONNECTED", connectedAt);
  const talk = await caller.talkWithAgent(session.side, (isOnHold) =>
    desks.move(agent, contact, isOnHold ? "CONNECTED_ONHOLD" : "CONNECTED", line.now()),
  );
  contact.agent = { ...service, holds: talk.holds, holdMs: talk.holdMs, longestHoldMs: talk.longestHoldMs };
  return talk.endedBy === "agent" ? "AGENT_DISCONNECT" : "CUSTOMER_DISCONNECT";
}

/** What the agent does after the call, from a moment on; answers when it was done. */
async function afterContactWork(
  { clock, speed, waitingRoom, desks, watch }: ConnectParts,
  contact: Contact,
  caller: Caller,
  agent: Agent | undefined,
  startedAt: number,
): Promise<number> {
  if (!agent) return startedAt;
  const endedAt = startedAt + caller.afterContactWorkMs;
  watch(contact.contactId, { kind: "state", state: "after work" });
  desks.move(agent, contact, "ENDED", startedAt);
  await lettingTimePass(clock, speed, caller.afterContactWorkMs);
  if (contact.agent) contact.agent.afterContactWork = { startedAt, endedAt };
  desks.move(agent, contact, undefined, endedAt);
  waitingRoom.release(agent, endedAt);
  return endedAt;
}

async function lettingTimePass(clock: Clock, speed: Speed, milliseconds: number): Promise<void> {
  if (speed !== "max") await clock.sleep(milliseconds / speed);
}
