import type { Decision } from "../../schemas/decision.ts";
import type { Handover } from "../../schemas/handover.ts";
import type { CallerMood } from "../dialogue/caller-mood.ts";
import { queueFor } from "../routing/queue-for.ts";
import { type EscalationReason, priorityOf } from "./escalation-reason.ts";
import { matterOf } from "./matter.ts";

/** The parts of a recorded utterance that an agent is shown. */
export interface SpokenLine {
  readonly participantRole: "CUSTOMER" | "AGENT";
  readonly text: string;
  readonly beginOffsetMs: number;
  readonly sentiment: Handover["sentiment"];
}

/** So many lines are read in the time that an agent's phone rings. */
const linesShown = 20;

/** The contact that an agent is going to talk in. */
export interface HandedOverContact {
  readonly contactId: string;
  readonly languageCode: string;
  /** ISO 8601. */
  readonly queuedAt: string | undefined;
  /** The queue that calls back; only for calls of ours. Decisions and lines are then those of the contact in which it was promised. */
  readonly callbackFrom?: string;
}

/**
 * Puts together what an agent is given with a caller. A caller who came into the queue without a decision of the bot's was let down by the flow's error
 * branch: a fault of the bot. Who is called back was not handed over at all.
 */
export function composeHandover(
  contact: HandedOverContact,
  decisions: readonly Decision[],
  lines: readonly SpokenLine[],
  preparedAt: string,
): Handover {
  const inOrder = [...decisions].sort((a, b) => a.sequence - b.sequence);
  const escalation = inOrder.findLast(({ action }) => action === "escalate");
  const reason = contact.callbackFrom ? "callback" : (escalation?.escalation ?? "bot_fault");
  const intent = matterOf(decisions);
  const issueId = inOrder.findLast((decision) => decision.issueId !== undefined)?.issueId;
  const mood = inOrder.findLast((decision) => decision.mood !== undefined)?.mood;
  const spoken = [...lines].sort((a, b) => a.beginOffsetMs - b.beginOffsetMs);
  return {
    contactId: contact.contactId,
    languageCode: contact.languageCode,
    preparedAt,
    waitingSince: contact.queuedAt ?? preparedAt,
    queue: contact.callbackFrom ?? escalation?.queue ?? queueFor(contact.languageCode, intent ?? "agent_request").name,
    priority: priorityOf[reason],
    reason,
    reasons: reasonsOf(reason, escalation),
    ...(intent !== undefined && { intent }),
    ...(issueId !== undefined && { issueId }),
    sentiment: spoken.findLast(({ participantRole }) => participantRole === "CUSTOMER")?.sentiment ?? "UNKNOWN",
    ...(mood && { mood }),
    transcript: spoken
      .slice(-linesShown)
      .map(({ participantRole, text, beginOffsetMs }) => ({ by: participantRole, text, beginOffsetMs })),
  };
}

function reasonsOf(reason: EscalationReason, escalation: Decision | undefined): string[] {
  if (reason === "callback") return ["we call back as promised", ...(escalation?.reasons ?? [])];
  return escalation ? [...escalation.reasons] : ["the bot could not go on"];
}

/** The handover in the short texts that an agent's screen shows beside the ringing contact: Amazon Connect's contact attributes. */
export function handoverAttributes(handover: Handover): Record<string, string> {
  const said = handover.transcript.filter(({ by }) => by === "CUSTOMER").map(({ text }) => text);
  return {
    handover_reason: handover.reason,
    handover_because: handover.reasons.join("; "),
    handover_intent: handover.intent ?? "",
    handover_sentiment: handover.sentiment,
    handover_mood: handover.mood ? sayMood(handover.mood) : "",
    handover_issue: handover.issueId ?? "",
    handover_last_words: [...said.slice(-3).join(" / ")].slice(-500).join(""),
  };
}

/** A caller's mood in the words of the agent's screen and the trace, e.g. `negative trend 0.74, angry`. */
export function sayMood({ trend, isAngry }: CallerMood): string {
  return `negative trend ${trend.toFixed(2)}${isAngry ? ", angry" : ""}`;
}

/** The priority of a caller who has waited too long: two places up, at most the first. */
export function raisedPriority(priority: number): number {
  return Math.max(1, priority - 2);
}
