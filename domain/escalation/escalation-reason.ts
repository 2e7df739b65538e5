/** Why a caller is handed to a person. */
export const escalationReasons = [
  "agent_request",
  "low_confidence",
  "angry_caller",
  "policy_security",
  "policy_legal",
  "policy_amount",
  "second_complaint",
  "repeated_contact",
  "bot_fault",
  "callback",
] as const;
export type EscalationReason = (typeof escalationReasons)[number];

/**
 * Place in the queue by reason, as Amazon Connect counts it: 1 is served first, 5 is usual
 * (https://docs.aws.amazon.com/connect/latest/adminguide/concepts-queues-standard-and-agent.html).
 */
export const priorityOf: Readonly<Record<EscalationReason, number>> = {
  policy_security: 1,
  callback: 2,
  angry_caller: 2,
  second_complaint: 2,
  policy_legal: 3,
  bot_fault: 3,
  repeated_contact: 3,
  policy_amount: 4,
  low_confidence: 5,
  agent_request: 5,
};
