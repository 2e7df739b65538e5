import { AsyncResource } from "node:async_hooks";
import { type Sleeper, SleeperLine } from "../sleeper-line.ts";

/** Delays outside of this range become 1 ms: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const longestDelayMs = 2 ** 31 - 1;

type Callback = (...values: unknown[]) => unknown;

/** Node's timers in somebody else's time: they run when {@link VirtualTimers.runNext} is called at or after the instant that they are due. */
export class VirtualTimers {
  readonly #line = new SleeperLine();
  readonly #now: () => number;
  readonly #live = new Map<number, VirtualTimer>();
  #made = 0;

  /** @param now milliseconds since the epoch */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** When the first timer is due; undefined when there is none. */
  get firstDue(): number | undefined {
    return this.#line.firstDue;
  }

  /** As `setTimeout`, or with `repeats` as `setInterval`. */
  set(callback: Callback, delay: unknown, values: unknown[], repeats = false): VirtualTimer {
    if (typeof callback !== "function") {
      throw Object.assign(new TypeError('The "callback" argument must be of type function.'), {
        code: "ERR_INVALID_ARG_TYPE",
      });
    }
    this.#made += 1;
    return new VirtualTimer(this.#made, {
      start: (timer, run) => {
        this.#live.set(timer.id, timer);
        return this.#line.add(this.#now() + delayOf(delay), run);
      },
      stop: (timer, sleeper) => {
        this.#live.delete(timer.id);
        this.#line.remove(sleeper);
      },
      run: AsyncResource.bind(() => void callback(...values)),
      repeats,
    });
  }

  /** As `clearTimeout` and `clearInterval`: takes the timer or its number, and anything else without effect. */
  clear(timer: unknown): void {
    const found = timer instanceof VirtualTimer ? timer : this.#live.get(Number(timer));
    found?.close();
  }

  /** Runs the first timer, if it is due; its callback runs before this returns. */
  runNext(): boolean {
    const next = this.#line.takeDue(this.#now());
    next?.wake();
    return next !== undefined;
  }
}

interface TimerParts {
  readonly start: (timer: VirtualTimer, run: () => void) => Sleeper;
  readonly stop: (timer: VirtualTimer, sleeper: Sleeper) => void;
  readonly run: () => void;
  readonly repeats: boolean;
}

/** What `setTimeout` gives: https://nodejs.org/api/timers.html#class-timeout */
export class VirtualTimer {
  readonly id: number;
  readonly #parts: TimerParts;
  #sleeper: Sleeper;
  #keepsAlive = true;

  constructor(id: number, parts: TimerParts) {
    this.id = id;
    this.#parts = parts;
    this.#sleeper = this.#begin();
  }

  close(): this {
    this.#parts.stop(this, this.#sleeper);
    return this;
  }

  /** Lets the whole delay pass again from now on. */
  refresh(): this {
    this.close();
    this.#sleeper = this.#begin();
    return this;
  }

  ref(): this {
    this.#keepsAlive = true;
    return this;
  }

  unref(): this {
    this.#keepsAlive = false;
    return this;
  }

  hasRef(): boolean {
    return this.#keepsAlive;
  }

  [Symbol.toPrimitive](): number {
    return this.id;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #begin(): Sleeper {
    return this.#parts.start(this, () => {
      if (this.#parts.repeats) this.refresh();
      else this.close();
      this.#parts.run();
    });
  }
}

function delayOf(delay: unknown): number {
  const milliseconds = Math.trunc(Number(delay ?? 1));
  return milliseconds >= 1 && milliseconds <= longestDelayMs ? milliseconds : 1;
}
