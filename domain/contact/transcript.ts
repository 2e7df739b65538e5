import type { ContactFacts } from "./contact-facts.ts";

/** What a transcript needs of an utterance. Offsets are milliseconds into the contact's media. */
export interface SpokenUtterance {
  readonly participantRole: "CUSTOMER" | "AGENT";
  readonly beginOffsetMs: number;
  readonly endOffsetMs: number;
  readonly text: string;
  readonly intent: string;
  readonly sentiment: string;
}

/** One line of a transcript. SYSTEM is a prompt of the flow, which the caller hears on the same side as the agent. */
export interface TranscriptLine {
  readonly speaker: "CUSTOMER" | "AGENT" | "SYSTEM";
  readonly beginOffsetMs: number;
  readonly endOffsetMs: number;
  readonly text: string;
  readonly intent?: string;
  readonly sentiment?: string;
}

/** The transcript in the order of speech. What the caller heard before an agent was connected came from the flow. */
export function transcriptOf(
  facts: ContactFacts,
  utterances: readonly SpokenUtterance[],
  mediaStartedAt: string | undefined,
): readonly TranscriptLine[] {
  const agentFromMs = offsetOf(facts.connectedToAgentAt, mediaStartedAt);
  return [...utterances]
    .sort((a, b) => a.beginOffsetMs - b.beginOffsetMs)
    .map(({ participantRole, beginOffsetMs, endOffsetMs, text, intent, sentiment }) =>
      participantRole === "CUSTOMER"
        ? { speaker: "CUSTOMER", beginOffsetMs, endOffsetMs, text, intent, sentiment }
        : { speaker: endOffsetMs > agentFromMs ? "AGENT" : "SYSTEM", beginOffsetMs, endOffsetMs, text },
    );
}

function offsetOf(instant: string | undefined, origin: string | undefined): number {
  if (instant === undefined) return Number.POSITIVE_INFINITY;
  return origin === undefined ? 0 : Date.parse(instant) - Date.parse(origin);
}
