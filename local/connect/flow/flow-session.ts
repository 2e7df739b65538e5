import type { LoadedFlow } from "./load-flow.ts";
import type { SpokenMessage } from "./read-ssml.ts";

/** The contact as a flow sees it: what `$.` references are looked up in, by their own spelling (`Attributes`, `External`, `SystemEndpoint`, …). */
export type FlowData = Readonly<Record<string, unknown>>;

/** A call of a Lambda function from a flow. */
export interface FunctionCall {
  readonly functionArn: string;
  /** Whole seconds that the flow waits, tries included. */
  readonly timeLimitSeconds: number;
  readonly parameters: Readonly<Record<string, string>>;
  /** `STRING_MAP`: a flat object of strings; `JSON`: any JSON object. */
  readonly responseType: "STRING_MAP" | "JSON";
  /** False: the flow goes on at once, and there is no answer. */
  readonly waits: boolean;
}

/** What a flow's actions do to the contact. An operation that rejects with {@link FlowActionFailed} takes the action's error branch. */
export interface FlowSession {
  /** The contact as it is now. */
  data(): FlowData;
  setLogging(enabled: boolean): void;
  setVoice(voice: string): void;
  setLanguage(languageCode: string): void;
  setAttributes(attributes: Readonly<Record<string, string>>): void;
  setPriority(priority: number): void;
  setTargetQueue(queueArn: string): void;
  /** Sets the flow that is played in a queue, by its ARN. */
  setQueueFlow(flowArn: string): void;
  /** Sets the flow that goes on with the caller when an agent has hung up. */
  setRemainingFlow(flowArn: string): void;
  /** The instance's flow of this ARN. */
  findFlow(flowArn: string): LoadedFlow;
  /** Plays a text to the caller; resolves when it has been played. */
  say(text: string): Promise<void>;
  /** Plays a text and waits for a key; undefined when none was pressed in time. */
  askForKey(text: string, limitMs: number): Promise<string | undefined>;
  /** Plays messages over and over; resolves after so long, in the middle of whatever is being said. Rejects with the signal's reason when that is aborted. */
  entertain(messages: readonly SpokenMessage[], forMs: number, signal: AbortSignal): Promise<void>;
  startMediaStreaming(): Promise<void>;
  stopMediaStreaming(): Promise<void>;
  /** Calls a function; its answer becomes `$.External`. */
  callFunction(call: FunctionCall): Promise<void>;
  /** Counts the runs of a Loop action; answers how often it has run before since it was last done. */
  countLoop(identifier: string): number;
  /** Sets a Loop action back. */
  resetLoop(identifier: string): void;
  /** Puts the contact into its target queue. Fails with error type `QueueAtCapacity` when the queue is full. */
  enqueue(): void;
  /** Hangs up on the caller. */
  disconnect(): Promise<void>;
  /** Shows one line to whoever watches the flow run. */
  trace(identifier: string, text: string): void;
}

/** An action that could not do its work: the flow takes the branch of this error type, or of `NoMatchingError`. */
export class FlowActionFailed extends Error {
  readonly errorType: string;

  /** @param errorType as the flow language names it, e.g. `QueueAtCapacity` */
  constructor(message: string, errorType = "NoMatchingError", options?: ErrorOptions) {
    super(message, options);
    this.name = "FlowActionFailed";
    this.errorType = errorType;
  }
}
