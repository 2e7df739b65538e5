import type { Caller } from "../callers/caller.ts";
import type { Contact, DisconnectReason } from "../contact.ts";
import type { ContactSession } from "../contact-session.ts";
import { type FlowEnd, runFlow } from "../flow/run-flow.ts";
import type { PhoneLine } from "../line/phone-line.ts";
import { LineEnded } from "../line-ended.ts";
import type { ConnectParts } from "../run-contact.ts";
import type { Agent } from "./agent.ts";
import type { Ticket } from "./waiting-room.ts";

/** A contact that waits: its place, and the flow that is played meanwhile. */
export interface Place {
  ticket?: Ticket;
  flow?: Promise<FlowEnd>;
}

/** The queue until an agent accepts, the caller hangs up, or the flow that is played there hangs up on them. */
export async function waitInQueue(
  parts: Pick<ConnectParts, "waitingRoom" | "desks" | "flows">,
  contact: Contact,
  session: ContactSession,
  caller: Caller,
  line: PhoneLine,
  place: Place,
  problem: (text: string) => void,
): Promise<Agent | DisconnectReason> {
  const enqueuedAt = contact.queue?.enqueuedAt ?? line.now();
  const ticket = parts.waitingRoom.enter({
    queueArn: contact.targetQueueArn,
    priority: contact.priority,
    enqueuedAt,
  });
  place.ticket = ticket;
  let end: Agent | DisconnectReason | undefined;
  let ringing: Agent | undefined;
  const accepted = ticket.agent.then(async (agent) => {
    // The agent may have been busy with a contact whose own clock is ahead of this one's.
    await line.advance(Math.max(0, agent.freeSince - line.now()));
    contact.agentConnectionAttempts += 1;
    if (end === undefined) {
      ringing = agent;
      parts.desks.move(agent, contact, "CONNECTING", line.now());
    }
    await line.advance(caller.acceptAfterMs);
    return agent;
  });
  const inQueue = new AbortController();
  const flow = parts.flows.get(contact.queueFlowArn ?? "");
  if (flow) place.flow = runFlow(flow, session, AbortSignal.any([session.side.signal, inQueue.signal]));
  try {
    end = await Promise.race([
      accepted,
      caller.waitInQueue(session.side).then(() => "CUSTOMER_DISCONNECT" as const),
      flowHangsUp(place.flow, problem),
    ]);
    return end;
  } finally {
    inQueue.abort(new LineEnded("CONTACT_FLOW_DISCONNECT"));
    line.cut("toCustomer");
    if (typeof end !== "object") {
      if (ringing) {
        parts.desks.move(ringing, contact, "MISSED", line.now());
        parts.desks.move(ringing, contact, undefined, line.now());
      }
      ticket.leave();
    }
  }
}

/** Resolves when the flow hangs up; a flow that ends otherwise, or that Connect could not run on, leaves the caller waiting in silence. */
async function flowHangsUp(
  flow: Promise<FlowEnd> | undefined,
  problem: (text: string) => void,
): Promise<"CONTACT_FLOW_DISCONNECT"> {
  const end = await flow;
  if (end?.how === "disconnected") return "CONTACT_FLOW_DISCONNECT";
  if (end?.how === "stuck") problem(`the queue flow stopped at ${end.at}: ${end.reason}`);
  return new Promise<never>(() => {});
}
