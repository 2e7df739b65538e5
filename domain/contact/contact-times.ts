import { type ContactFacts, isOutgoing } from "./contact-facts.ts";

/** Durations of one contact in milliseconds; absent where the contact never came to that point. */
export interface ContactTimes {
  /** From the start of the contact to the disconnection. */
  readonly durationMs?: number;
  /** Of a call of ours: from when somebody took it to the disconnection. */
  readonly connectedMs?: number;
  /** From being queued to the agent, or to hanging up while waiting. */
  readonly queueWaitMs?: number;
  /** Time an agent spent on it: talk and hold (connected to disconnected) plus after-contact work. */
  readonly agentHandleMs?: number;
  /** From the first sample of the contact's audio to the disconnection. */
  readonly mediaMs?: number;
  /** Handle time of the contact: the agent's when one took it, else the whole duration with the bot. */
  readonly handleMs?: number;
}

/**
 * Computes a contact's durations from its facts, and from when its audio began.
 * Handle time follows Amazon Connect's definition (talk, hold and after-contact work):
 * https://docs.aws.amazon.com/connect/latest/adminguide/metrics-definitions.html
 */
export function timesOf(facts: ContactFacts, mediaStartedAt?: string): ContactTimes {
  const durationMs = span(facts.initiatedAt, facts.disconnectedAt);
  const connectedMs = isOutgoing(facts) ? span(facts.connectedToSystemAt, facts.disconnectedAt) : undefined;
  const queueWaitMs = span(facts.queuedAt, facts.connectedToAgentAt ?? facts.disconnectedAt);
  const agentHandleMs = span(facts.connectedToAgentAt, facts.afterContactWorkEndedAt ?? facts.disconnectedAt);
  const mediaMs = span(mediaStartedAt, facts.disconnectedAt);
  const handleMs = agentHandleMs ?? durationMs;
  return {
    ...(durationMs !== undefined && { durationMs }),
    ...(connectedMs !== undefined && { connectedMs }),
    ...(queueWaitMs !== undefined && { queueWaitMs }),
    ...(agentHandleMs !== undefined && { agentHandleMs }),
    ...(mediaMs !== undefined && { mediaMs }),
    ...(handleMs !== undefined && { handleMs }),
  };
}

function span(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  return Math.max(0, Date.parse(to) - Date.parse(from));
}
