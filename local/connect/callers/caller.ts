import type { PhoneLine } from "../line/phone-line.ts";
import type { PromptCount } from "./prompt-count.ts";

/** What a caller can do and hear. */
export interface CallerSide {
  readonly line: PhoneLine;
  readonly prompts: PromptCount;
  /** Aborted when this part of the call is over and something else has begun. */
  readonly signal: AbortSignal;
}

/** The figures of a talk with an agent. Milliseconds. */
export interface Talk {
  readonly endedBy: "customer" | "agent";
  readonly holds: number;
  readonly holdMs: number;
  readonly longestHoldMs: number;
}

/**
 * A person (or a recording of two) on the customer's end of the line. Every method acts over the line that it is given; it rejects with the line's
 * reason when that is hung up, and with the signal's when its part of the call is over.
 */
export interface Caller {
  /** How long the agent lets it ring before accepting, milliseconds. */
  readonly acceptAfterMs: number;
  /** How long the agent writes things down afterwards, milliseconds. */
  readonly afterContactWorkMs: number;
  /** Media streaming has started. */
  mediaStarted(side: CallerSide): void;
  /** Has a prompt of the flow played; resolves when it is over. */
  hearPrompt(side: CallerSide, text: string): Promise<void>;
  /** Lives through the flow; resolves when the caller hangs up, and only then. */
  meetFlow(side: CallerSide): Promise<void>;
  /** Waits in the queue; resolves when the caller hangs up, and only then. */
  waitInQueue(side: CallerSide): Promise<void>;
  /** What the caller presses when asked for a key, after as long as it takes; undefined: nothing, though they may have said something. */
  pressKey(side: CallerSide, where: "flow" | "queue"): Promise<string | undefined>;
  /** Talks with the agent until one of them hangs up; tells when the agent puts the caller on hold, and when no longer. */
  talkWithAgent(side: CallerSide, tellHold: (isOnHold: boolean) => void): Promise<Talk>;
  /** Stays on the line when the agent has hung up and a flow goes on; resolves when the caller hangs up, and only then. */
  remain(side: CallerSide): Promise<void>;
  /** The flow wants to hang up; resolves when the caller has no objection. */
  letGo(side: CallerSide): Promise<void>;
}
