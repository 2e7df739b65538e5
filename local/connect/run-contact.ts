import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { KinesisClient } from "@aws-sdk/client-kinesis";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { Clock } from "../clock.ts";
import type { Caller, CallerSide } from "./callers/caller.ts";
import type { Chance } from "./chance.ts";
import { type Contact, type DisconnectReason, type IncomingCall, startContact } from "./contact.ts";
import { ContactSession } from "./contact-session.ts";
import type { ContactWatcher } from "./contact-watcher.ts";
import type { LoadedFlow } from "./flow/load-flow.ts";
import { type FlowEnd, runFlow } from "./flow/run-flow.ts";
import { openPhoneLine, type PhoneLine, type Speed } from "./line/phone-line.ts";
import type { MediaStreams } from "./media/contact-media-stream.ts";
import {
  type ContactEventPublisher,
  createContactEventPublisher,
  type Delivery,
} from "./publishing/contact-event-publisher.ts";
import { putContactRecord } from "./publishing/put-contact-record.ts";
import type { Agent } from "./routing/agent.ts";
import type { WaitingRoom } from "./routing/waiting-room.ts";

/** Everything around a contact. */
export interface ConnectParts {
  /** The flow that answers calls. */
  readonly flow: LoadedFlow;
  /** Flows that this one may name, by ARN. */
  readonly flows?: ReadonlyMap<string, LoadedFlow>;
  readonly clock: Clock;
  readonly speed: Speed;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
  readonly records: { readonly client: KinesisClient; readonly streamName: string };
  readonly mediaStreams: MediaStreams;
  readonly waitingRoom: WaitingRoom;
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
}

/** The line is dead: why the call ended. */
class LineEnded extends Error {
  readonly reason: DisconnectReason;

  constructor(reason: DisconnectReason) {
    super(`The call has ended: ${reason}.`);
    this.name = "LineEnded";
    this.reason = reason;
  }
}

/**
 * Runs one contact from ringing to its record: flow, queue, agent, after-contact work; publishes its events on the way. Whatever fails is shown to the
 * watcher and the contact still ends: its DISCONNECTED and COMPLETED events and its record are sent in every case.
 */
export async function runContact(
  parts: ConnectParts,
  call: IncomingCall,
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
  let agent: Agent | undefined;
  /** What the agent does after the call, once the agent has hung up on a caller who stays. */
  let work: Promise<number> | undefined;
  let reason: DisconnectReason = "TELECOM_PROBLEM";
  const flow = runFlow(parts.flow, session, signal);
  let remaining: Promise<FlowEnd> | undefined;
  try {
    watch(contact.contactId, { kind: "state", state: "in flow" });
    reason = await flowPart(flow, (side) => caller.meetFlow(side), session, hangUp, problem);
    if (reason === "CONTACT_FLOW_DISCONNECT" && contact.queue) {
      watch(contact.contactId, { kind: "state", state: "in queue" });
      agent = await queuePart(parts, contact, session, caller, line);
      reason = agent ? await agentPart(parts, contact, session, caller, line, events, agent) : "CUSTOMER_DISCONNECT";
      if (reason === "AGENT_DISCONNECT" && contact.remainingFlowArn) {
        work = afterContactWork(parts, contact, caller, agent, line.now());
        remaining = runFlow(session.findFlow(contact.remainingFlowArn), session, signal);
        reason = await flowPart(remaining, (side) => caller.remain(side), session, hangUp, problem);
      }
    }
  } catch (error) {
    problem(`the call broke off: ${String(error)}`);
  }

  parts.signal.removeEventListener("abort", switchOff);
  contact.disconnectReason = reason;
  contact.disconnectedAt = line.now();
  await line.hangUp(new LineEnded(reason));
  // A block that was under way notices the hang-up; only then is it sure that no stream is being opened.
  await Promise.allSettled([flow, remaining]);
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
    leftQueue: contact.queue !== undefined && contact.agent === undefined,
  };
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

/** The queue until an agent accepts or (undefined) the caller hangs up. */
async function queuePart(
  { waitingRoom }: ConnectParts,
  contact: Contact,
  session: ContactSession,
  caller: Caller,
  line: PhoneLine,
): Promise<Agent | undefined> {
  const enqueuedAt = contact.queue?.enqueuedAt ?? line.now();
  const ticket = waitingRoom.enter({ queueArn: contact.targetQueueArn, priority: contact.priority, enqueuedAt });
  const accepted = ticket.agent.then(async (agent) => {
    // The agent may have been busy with a contact whose own clock is ahead of this one's.
    await line.advance(Math.max(0, agent.freeSince - line.now()));
    contact.agentConnectionAttempts += 1;
    await line.advance(caller.acceptAfterMs);
    return agent;
  });
  try {
    const agent = await Promise.race([accepted, caller.waitInQueue(session.side).then(() => undefined)]);
    if (!agent) ticket.leave();
    return agent;
  } catch (error) {
    ticket.leave();
    throw error;
  }
}

/** The talk with an agent until one of them hangs up. */
async function agentPart(
  { watch }: ConnectParts,
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
  const talk = await caller.talkWithAgent(session.side);
  contact.agent = { ...service, holds: talk.holds, holdMs: talk.holdMs, longestHoldMs: talk.longestHoldMs };
  return talk.endedBy === "agent" ? "AGENT_DISCONNECT" : "CUSTOMER_DISCONNECT";
}

/** What the agent does after the call, from a moment on; answers when it was done. */
async function afterContactWork(
  { clock, speed, waitingRoom, watch }: ConnectParts,
  contact: Contact,
  caller: Caller,
  agent: Agent | undefined,
  startedAt: number,
): Promise<number> {
  if (!agent) return startedAt;
  const endedAt = startedAt + caller.afterContactWorkMs;
  watch(contact.contactId, { kind: "state", state: "after work" });
  await lettingTimePass(clock, speed, caller.afterContactWorkMs);
  if (contact.agent) contact.agent.afterContactWork = { startedAt, endedAt };
  waitingRoom.release(agent, endedAt);
  return endedAt;
}

async function lettingTimePass(clock: Clock, speed: Speed, milliseconds: number): Promise<void> {
  if (speed !== "max") await clock.sleep(milliseconds / speed);
}
