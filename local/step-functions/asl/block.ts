import { setImmediate } from "node:timers/promises";
import type { Payload } from "../execution/payload.ts";
import type { Thread } from "../execution/thread.ts";
import { DefinitionError } from "./definition-error.ts";
import type { State } from "./state.ts";
import { stateFailure } from "./state-failure.ts";

/** States that follow one another: a machine, a branch or an item processor. */
export interface Block {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

/** How many states may follow one another before other executions get the processor. */
const statesPerSlice = 500;

/**
 * Runs a block from its first state, or from where a redriven line stood, to its end and returns the last state's output.
 * @throws StatesError when a state fails and nothing catches it; the signal's reason when the thread is aborted
 */
export async function runBlock(block: Block, thread: Thread, input: Payload): Promise<Payload> {
  let name = thread.resumes?.place?.state ?? block.startAt;
  let payload = thread.resumes?.place?.input ?? input;
  for (let count = 1; ; count += 1) {
    if (count % statesPerSlice === 0) await thread.outside(setImmediate());
    thread.place = { state: name, input: payload };
    thread.signal.throwIfAborted();
    const state = block.states.get(name);
    if (!state) throw new DefinitionError(`There is no state '${name}'.`);
    try {
      const { output, next } = await state.run(thread, payload);
      if (next === undefined) return output;
      payload = output;
      name = next;
    } catch (error) {
      throw stateFailure(thread, error);
    }
  }
}
