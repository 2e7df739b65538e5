import type { ContactFacts } from "./contact-facts.ts";

/** How a contact ended. The operations report counts the first three; `unreached` are calls of ours that nobody took. */
export type ContactOutcome = "bot" | "agent" | "abandoned" | "unreached";

/** What the outcome depends on beside the facts. */
export interface ConversationSummary {
  /** Final segments spoken by the caller. */
  readonly customerUtterances: number;
  /** The bot agreed to call back. */
  readonly callbackAgreed: boolean;
}

/**
 * Agent: an agent was connected. Unreached: we called, and it came to no talk. Abandoned: the caller left a queue unanswered, or left without a word. Bot: all others.
 */
export function outcomeOf(facts: ContactFacts, conversation: ConversationSummary): ContactOutcome {
  if (facts.connectedToAgentAt !== undefined) return "agent";
  if (facts.initiationMethod === "API") return "unreached";
  if (facts.queuedAt !== undefined && !conversation.callbackAgreed) return "abandoned";
  return conversation.customerUtterances === 0 ? "abandoned" : "bot";
}
