import { recordAborted, withGroup } from "../../execution/group.ts";
import { exceedsTolerance, type MapRunSettings } from "../../execution/map-run.ts";
import { Payload } from "../../execution/payload.ts";
import { isRuntimeError, StatesError } from "../../execution/states-error.ts";
import type { Line, MapItem, Thread } from "../../execution/thread.ts";
import { type Block, runBlock } from "../block.ts";
import type { ItemSelector } from "./item-selector.ts";
import { toleranceExceeded } from "./tolerance-exceeded.ts";

/** The iterations of one inline Map state. */
export interface Iterations {
  readonly thread: Thread;
  /** The Map state's name. */
  readonly name: string;
  readonly body: Block;
  /** The Map state's own input, which an item selector reads. */
  readonly input: Payload;
  readonly items: readonly MapItem[];
  readonly select: ItemSelector;
  readonly settings: MapRunSettings;
  /** The iterations that a redrive goes on from. */
  readonly before: readonly (Line | undefined)[] | undefined;
}

/**
 * Runs an inline Map's iterations within the execution, so many at a time, and returns their outputs in the order of the items. A
 * failed iteration that is tolerated leaves its error in its place.
 * @throws StatesError the first iteration's own error when the state tolerates none, else `States.ExceedToleratedFailureThreshold`
 */
export function iterate(iterations: Iterations): Promise<Payload> {
  const { thread, settings } = iterations;
  const { inlineMapConcurrency } = thread.run.services.limits;
  const lanes = Math.min(settings.maxConcurrency || inlineMapConcurrency, inlineMapConcurrency);
  return withGroup(thread, (signal, end) => new Pool(iterations, signal, end).run(lanes));
}

interface Iteration extends Line {
  readonly index: number;
}

/** The lanes that take one item after another, and what has become of the items so far. */
class Pool {
  readonly #map: Iterations;
  readonly #signal: AbortSignal;
  readonly #end: () => void;
  readonly #outputs: (Payload | undefined)[];
  /** By index, for a redrive. */
  readonly #lines: (Line | undefined)[];
  /** The indices that wait for a lane. */
  readonly #waiting: number[];
  readonly #open = new Set<Iteration>();
  #failures = 0;
  #failed = false;

  constructor(map: Iterations, signal: AbortSignal, end: () => void) {
    this.#map = map;
    this.#signal = signal;
    this.#end = end;
    this.#outputs = map.items.map((_, index) => map.before?.[index]?.output);
    this.#lines = map.items.map((_, index) => map.before?.[index]);
    this.#waiting = [...map.items.keys()].filter((index) => this.#outputs[index] === undefined);
  }

  async run(lanes: number): Promise<Payload> {
    const { thread } = this.#map;
    thread.progress = { lines: this.#lines };
    const first: Iteration[] = [];
    while (first.length < lanes) {
      const iteration = this.#startNext(thread.cursor);
      if (!iteration) break;
      first.push(iteration);
    }
    await thread.outside(Promise.all(first.map((iteration) => this.#lane(iteration))));
    return Payload.array(this.#outputs.map((output) => output ?? Payload.empty));
  }

  /** Records the start of the next iteration; undefined when none waits. */
  #startNext(after: number): Iteration | undefined {
    const { thread, name, items } = this.#map;
    const index = this.#waiting.shift();
    const mapItem = index === undefined ? undefined : items[index];
    if (index === undefined || !mapItem) return undefined;
    const cursor = thread.events.record("MapIterationStarted", after, {
      mapIterationStartedEventDetails: { name, index },
    });
    const resumes = this.#lines[index]?.thread;
    const line = thread.fork({ signal: this.#signal, cursor, mapItem, resumes });
    const iteration: Iteration = { index, thread: line, output: undefined };
    this.#lines[index] = iteration;
    this.#open.add(iteration);
    thread.children = [...this.#open].map((open) => open.thread);
    return iteration;
  }

  async #lane(first: Iteration): Promise<void> {
    const { turns } = this.#map.thread.run;
    await turns.take();
    try {
      for (let iteration: Iteration | undefined = first; iteration; ) {
        await this.#iterate(iteration);
        iteration = this.#startNext(iteration.thread.cursor);
      }
    } finally {
      turns.give();
    }
  }

  async #iterate(iteration: Iteration): Promise<void> {
    const { thread, name, body, input, items, select, settings } = this.#map;
    const { index, thread: line } = iteration;
    try {
      const start = line.resumes?.place ? Payload.empty : await select(thread, line, input);
      iteration.output = await runBlock(body, line, start);
      this.#outputs[index] = iteration.output;
      thread.cursor = line.note("MapIterationSucceeded", { mapIterationSucceededEventDetails: { name, index } });
    } catch (error) {
      if (this.#failed || thread.signal.aborted || !(error instanceof StatesError)) throw error;
      this.#failures += 1;
      if (isRuntimeError(error) || exceedsTolerance(settings, this.#failures, items.length))
        this.#fail(iteration, error);
      line.note("MapIterationFailed", { mapIterationFailedEventDetails: { name, index } });
      this.#outputs[index] = Payload.of(error.errorOutput);
    }
    this.#open.delete(iteration);
  }

  /** Ends all iterations: the failed one and then the others, in the order that AWS records. */
  #fail(failed: Iteration, error: StatesError): never {
    const { thread, name, settings } = this.#map;
    const { cursor, events } = failed.thread;
    this.#failed = true;
    thread.cursor = cursor;
    if (!isRuntimeError(error)) {
      events.record("MapIterationFailed", cursor, { mapIterationFailedEventDetails: { name, index: failed.index } });
      recordAborted(failed.thread, cursor);
      for (const other of this.#open) {
        if (other === failed) continue;
        const details = { mapIterationAbortedEventDetails: { name, index: other.index } };
        events.record("MapIterationAborted", cursor, details);
        recordAborted(other.thread, cursor);
      }
    }
    this.#end();
    const tolerates = settings.toleratedFailureCount ?? settings.toleratedFailurePercentage;
    throw tolerates === undefined || isRuntimeError(error) ? error : toleranceExceeded();
  }
}
