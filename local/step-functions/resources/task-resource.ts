import type { Payload } from "../execution/payload.ts";
import type { Thread } from "../execution/thread.ts";

/** One attempt of a Task state. */
export interface TaskCall {
  readonly thread: Thread;
  /** What the Task's `Arguments` or `Parameters` came to. */
  readonly work: Payload;
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
}

/** What a Task's `Resource` names. */
export interface TaskResource {
  /** Whether the Task goes on when its token comes back, and not when the call returns. */
  readonly waitsForToken: boolean;
  /** Whether Express machines may use it. */
  readonly standardOnly: boolean;
  /**
   * Does the work once and records its events.
   * @throws StatesError when it fails or takes too long; the signal's reason when the thread is aborted
   */
  perform(call: TaskCall): Promise<Payload>;
}
