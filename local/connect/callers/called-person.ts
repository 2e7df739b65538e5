import type { Caller } from "./caller.ts";

/**
 * How a person meets a call of ours: takes it and wants to talk, takes it and does not, has a machine take it, is talking to somebody else, is not there, or
 * has given the number up.
 */
export const callAnswers = ["answers", "declines", "voicemail", "busy", "no-answer", "out-of-service"] as const;
export type CallAnswer = (typeof callAnswers)[number];

/** Somebody who can be called. */
export interface CalledPerson {
  /** BCP-47; what is spoken in the call. */
  readonly languageCode: string;
  /** One a call, in turn; the last one stays. */
  readonly answers: readonly CallAnswer[];
  /** Makes the person for one call. */
  readonly takeCall: (contactId: string) => Caller;
}

/** The key that is pressed when the flow first asks; a machine presses none. */
const keys: Readonly<Partial<Record<CallAnswer, string>>> = { answers: "1", declines: "2" };
/** How long it takes to press it. */
const keyAfterMs = 1_500;
/** An agent's telephone rings no longer for a call of ours, however long the caller had waited before: that wait is what the call makes up for. */
const agentRingsMs = 20_000;

/** A caller who is called: meets the flow without a plan of their own, answers its question, and talks with the agent as ever. */
export function createCalledPerson(caller: Caller, answer: CallAnswer): Caller {
  let isAsked = false;
  return {
    ...caller,
    acceptAfterMs: Math.min(caller.acceptAfterMs, agentRingsMs),
    meetFlow: () => new Promise<never>(() => {}),
    async pressKey(side, where) {
      // What is asked later is asked in the queue, or after the talk.
      if (isAsked) return caller.pressKey(side, where);
      isAsked = true;
      const key = keys[answer];
      if (key !== undefined) await side.line.advance(keyAfterMs);
      return key;
    },
  };
}
