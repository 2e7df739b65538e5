import type { CallAnswer } from "./called-person.ts";

/** The times that the queue flow offers for a callback. */
export const callbackTimes = ["soon", "tomorrow-morning", "tomorrow-afternoon"] as const;
export type CallbackTime = (typeof callbackTimes)[number];

/** One thing a scripted caller does while the flow has them. */
export type CallerStep =
  /**
   * Says something: after the prompt that answers what was said before; while a prompt plays; or at once.
   * `thinkMs` passes first (into the prompt, for an interruption).
   */
  | {
      readonly do: "say";
      readonly text: string;
      readonly when: "after-prompt" | "during-prompt" | "at-once";
      readonly thinkMs: number;
    }
  /** Says nothing until so many more prompts have been heard. */
  | { readonly do: "stay-silent"; readonly prompts: number }
  /** Hangs up after so long, without waiting for anything. */
  | { readonly do: "hang-up"; readonly afterMs: number };

/** Something said between caller and agent. */
export interface TalkLine {
  readonly by: "agent" | "caller";
  readonly text: string;
}

/** An answer in the survey: a number is a key that is pressed; a text is said, and said again when the same is asked again. */
export type GivenAnswer = number | string;

/** All that a scripted caller will do, and the agent who may come to take the call. Times in milliseconds. */
export interface CallerScript {
  readonly steps: readonly CallerStep[];
  /** How long the caller waits for the flow to say something before hanging up. */
  readonly patienceMs: number;
  /** Pause before hanging up once everything has been said and answered. */
  readonly closingMs: number;
  /** When the caller gives up in the queue; absent: never. */
  readonly hangUpInQueueAfterMs?: number;
  /** Whether the caller would rather be called back than wait, when asked in the queue; absent: no. */
  readonly acceptsCallback?: boolean;
  /** When they would be called back then; absent: as soon as possible. */
  readonly callbackTime?: CallbackTime;
  /** How the caller meets our calls, in turn; absent: takes them. */
  readonly whenCalled?: readonly CallAnswer[];
  /** The answers in the survey, one each time something is asked; who has none hangs up instead of answering. */
  readonly surveyAnswers?: readonly GivenAnswer[];
  readonly agent: {
    readonly acceptAfterMs: number;
    readonly talk: readonly TalkLine[];
    /** Pause between two lines of the talk. */
    readonly gapMs: number;
    /** How long the agent puts the caller on hold after the first exchange; 0: not at all. */
    readonly holdMs: number;
    readonly afterContactWorkMs: number;
  };
}
