import { recordAborted, withGroup } from "../execution/group.ts";
import { createEventSink } from "../execution/history.ts";
import { Payload } from "../execution/payload.ts";
import { StatesError } from "../execution/states-error.ts";
import type { Thread } from "../execution/thread.ts";
import { type Block, runBlock } from "./block.ts";
import type { MapSettings } from "./map-settings.ts";
import { stateFailure } from "./state-failure.ts";

/** The iterations of one Map state. */
export interface Iterations extends MapSettings {
  readonly thread: Thread;
  /** The Map state's name. */
  readonly name: string;
  readonly body: Block;
  /** The Map state's own input, which an item selector reads. */
  readonly input: Payload;
  readonly items: readonly unknown[];
  readonly selector: ((thread: Thread, input: Payload) => Promise<Payload>) | undefined;
  /** Whether the iterations stay out of the execution's history. */
  readonly distributed: boolean;
}

/**
 * Runs a Map's iterations, so many at a time, and returns their outputs in the order of the items. A failed iteration that is
 * tolerated leaves its error in its place.
 * @throws StatesError the first iteration's error when more fail than are tolerated
 */
export function iterate(iterations: Iterations): Promise<Payload[]> {
  const { thread, items, distributed, maxConcurrency } = iterations;
  const { inlineMapConcurrency } = thread.run.services.limits;
  const lanes = Math.min(
    items.length,
    distributed
      ? maxConcurrency || items.length
      : Math.min(maxConcurrency || inlineMapConcurrency, inlineMapConcurrency),
  );
  return withGroup(thread, (signal, end) => new Pool(iterations, signal, end).run(lanes));
}

interface Iteration {
  readonly index: number;
  readonly thread: Thread;
}

/** The lanes that take one item after another, and what has become of the items so far. */
class Pool {
  readonly #map: Iterations;
  readonly #signal: AbortSignal;
  readonly #end: () => void;
  readonly #outputs: Payload[];
  readonly #tolerated: number;
  readonly #open = new Set<Iteration>();
  #started = 0;
  #failures = 0;
  #failed = false;

  constructor(map: Iterations, signal: AbortSignal, end: () => void) {
    this.#map = map;
    this.#signal = signal;
    this.#end = end;
    this.#outputs = map.items.map(() => Payload.empty);
    this.#tolerated = map.toleratedFailures(map.items.length);
  }

  async run(lanes: number): Promise<Payload[]> {
    const { thread } = this.#map;
    const first = Array.from({ length: lanes }, () => this.#startNext(thread.cursor));
    await thread.outside(Promise.all(first.map((iteration) => this.#lane(iteration))));
    return this.#outputs;
  }

  /** Records the start of the next iteration. */
  #startNext(after: number): Iteration {
    const { thread, name, items, distributed } = this.#map;
    const index = this.#started;
    this.#started += 1;
    const { now } = thread.run.services.clock;
    const events = distributed ? createEventSink(now, () => undefined) : thread.events;
    const cursor = events.record("MapIterationStarted", after, { mapIterationStartedEventDetails: { name, index } });
    const mapItem = { index, value: items[index] };
    const iteration = { index, thread: thread.fork({ signal: this.#signal, cursor, events, mapItem }) };
    this.#open.add(iteration);
    thread.children = [...this.#open].map((open) => open.thread);
    return iteration;
  }

  async #lane(first: Iteration): Promise<void> {
    const { thread, items } = this.#map;
    await thread.run.turns.take();
    try {
      for (let iteration = first; ; ) {
        await this.#iterate(iteration);
        if (this.#started === items.length) return;
        iteration = this.#startNext(iteration.thread.cursor);
      }
    } finally {
      thread.run.turns.give();
    }
  }

  async #iterate(iteration: Iteration): Promise<void> {
    const { thread, name, body, distributed } = this.#map;
    const { index } = iteration;
    try {
      this.#outputs[index] = await runBlock(body, iteration.thread, await this.#item(iteration.thread));
      const details = { mapIterationSucceededEventDetails: { name, index } };
      const succeeded = iteration.thread.note("MapIterationSucceeded", details);
      if (!distributed) thread.cursor = succeeded;
    } catch (error) {
      if (this.#failed || thread.signal.aborted || !(error instanceof StatesError)) throw error;
      this.#failures += 1;
      if (this.#failures > this.#tolerated) this.#fail(iteration, error);
      iteration.thread.note("MapIterationFailed", { mapIterationFailedEventDetails: { name, index } });
      this.#outputs[index] = Payload.of(error.errorOutput);
    }
    this.#open.delete(iteration);
  }

  /** What an iteration starts with. Its selector is read as part of the Map state itself. */
  async #item(iteration: Thread): Promise<Payload> {
    const { thread, input, selector } = this.#map;
    if (!selector) return Payload.of(iteration.mapItem?.value);
    iteration.running = thread.running;
    try {
      return await selector(iteration, input);
    } catch (error) {
      throw stateFailure(iteration, error);
    } finally {
      iteration.running = undefined;
    }
  }

  /** Ends all iterations: the failed one and then the others, in the order that AWS records. */
  #fail(failed: Iteration, error: StatesError): never {
    const { thread, name, distributed } = this.#map;
    const { cursor, events } = failed.thread;
    this.#failed = true;
    if (!distributed) thread.cursor = cursor;
    events.record("MapIterationFailed", cursor, { mapIterationFailedEventDetails: { name, index: failed.index } });
    recordAborted(failed.thread, cursor);
    for (const other of this.#open) {
      if (other === failed) continue;
      const details = { mapIterationAbortedEventDetails: { name, index: other.index } };
      other.thread.events.record("MapIterationAborted", cursor, details);
      recordAborted(other.thread, cursor);
    }
    this.#end();
    throw error;
  }
}
