/**
 * How a wait for an agent ended. `connected`: an agent took the caller; `left`: the caller hung up before; `callback`: the caller hung up with the promise of
 * a callback; `unanswered`: neither came within the longest wait.
 */
export type EscalationResult = "connected" | "left" | "callback" | "unanswered";
