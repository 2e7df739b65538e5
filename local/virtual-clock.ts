import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "./clock.ts";
import { isEventLoopBusy } from "./event-loop-work.ts";
import { SleeperLine } from "./sleeper-line.ts";

/** Time that moves only when asked: it stands still while work is under way and goes from one sleeper to the next. */
export interface VirtualClock extends Clock {
  /** Work that time must wait for, with its name for whoever asks why time stands; call the result once when it is done. */
  begin(work?: string): () => void;
  /** Lets everything happen that is due within so many milliseconds, in order, and what follows from it. */
  advance(milliseconds: number): Promise<void>;
  /**
   * Goes on from one sleeper to the next until the promise is settled, and gives its result.
   * @param limitMs simulated time after which it is given up; 400 days unless told
   * @throws Error when nothing sleeps and nothing is under way, so that no time could settle it, or when the limit is reached
   */
  runUntil<T>(settled: Promise<T>, limitMs?: number): Promise<T>;
  /** Has somebody asked before each step of time who works where this thread's event loop does not see it. Call the result to end that. */
  watch(watcher: TimeWatcher): () => void;
  /** The present as other threads read it: one Float64, milliseconds since the epoch. */
  readonly shared: SharedArrayBuffer;
}

/** Answers `undefined` when nothing is under way, else a promise after which it is to be asked again. Must not reject. */
export type TimeWatcher = () => Promise<void> | undefined;

/** Turns of the event loop without new work after which this thread has nothing under way: promise chains cross few of them. */
const quietTurns = 3;

const dayMs = 86_400_000;

/** Whether a clock stands for simulated time. */
export function isVirtualClock(clock: Clock): clock is VirtualClock {
  return "shared" in clock;
}

/** Lets a virtual clock wait for work that goes on out of its sight, such as in another thread; any other clock goes on. */
export async function holdTime<T>(clock: Clock, work: string, result: Promise<T>): Promise<T> {
  const done = isVirtualClock(clock) ? clock.begin(work) : undefined;
  try {
    return await result;
  } finally {
    done?.();
  }
}

/**
 * A clock that starts at the given millisecond since the epoch. Sleepers due at the same instant wake one after the other in the
 * order of their asking, each when all that followed from the one before is done, so that one plan gives one history.
 * @param standstillMs real time without a step after which moving is given up, telling what is under way: that is no work any more but a mistake, such
 * as the result of a `begin` that nobody called
 */
export function createVirtualClock(startAt: number, standstillMs = 300_000): VirtualClock {
  const shared = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  // Read and written without Atomics, which know no Float64: time is written only while no other thread runs.
  const told = new Float64Array(shared);
  const sleepers = new SleeperLine();
  const watchers = new Set<TimeWatcher>();
  const underWay = new Map<number, string>();
  let now = startAt;
  let begun = 0;
  let isMoving = false;
  let present: Promise<void> | undefined;
  let workIsDone = Promise.withResolvers<void>();
  let turns = 0;
  told[0] = startAt;

  const begin = (work = "work without a name") => {
    begun += 1;
    const id = begun;
    underWay.set(id, work);
    return () => {
      if (underWay.delete(id) && underWay.size === 0) {
        workIsDone.resolve();
        workIsDone = Promise.withResolvers();
      }
    };
  };
  const moveTo = (instant: number) => {
    now = Math.max(now, instant);
    told[0] = now;
  };
  const askWatchers = () => [...watchers].flatMap((watcher) => watcher() ?? []);
  const settle = async () => {
    for (let quiet = 0; quiet < quietTurns; ) {
      const before = begun;
      if (underWay.size > 0) await workIsDone.promise;
      await turn();
      turns += 1;
      quiet = underWay.size > 0 || begun !== before ? 0 : quiet + 1;
      if (quiet < quietTurns) continue;
      // The dearer questions come last.
      const answers = isEventLoopBusy() ? [undefined] : askWatchers();
      if (answers.length > 0) {
        quiet = 0;
        await Promise.all(answers);
      }
    }
  };
  const wakeNext = async (until: number): Promise<boolean> => {
    const next = sleepers.takeDue(until);
    if (!next) return false;
    moveTo(next.due);
    next.wake();
    await settle();
    return true;
  };
  const runPresent = async () => {
    await settle();
    while (!isMoving && (await wakeNext(now)));
    present = undefined;
  };
  /** What is due at once happens by itself, one after the other; only what is due later waits for time to be moved. */
  const servePresent = () => {
    if (!isMoving && (sleepers.firstDue ?? Number.POSITIVE_INFINITY) <= now) present ??= runPresent();
  };
  const moving = async <T>(move: () => Promise<T>): Promise<T> => {
    if (isMoving) throw new Error("Virtual time is being moved already; wait for that advance or runUntil to end.");
    isMoving = true;
    const standstill = Promise.withResolvers<never>();
    let turnsBefore = -1;
    const watch = setInterval(() => {
      if (turns === turnsBefore) {
        const works = [...underWay.values()].join(", ") || "something that has no name here, such as a function";
        standstill.reject(new Error(`Virtual time stands still. Under way: ${works}.`));
      }
      turnsBefore = turns;
    }, standstillMs);
    try {
      return await Promise.race([(present ?? settle()).then(settle).then(move), standstill.promise]);
    } finally {
      clearInterval(watch);
      isMoving = false;
      servePresent();
    }
  };

  return {
    shared,
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const sleeper = sleepers.add(now + Math.max(0, milliseconds), () => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        });
        const onAbort = () => {
          sleepers.remove(sleeper);
          reject(signal?.reason);
        };
        signal?.addEventListener("abort", onAbort, { once: true });
        servePresent();
      }),
    begin,
    watch(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    advance: (milliseconds) =>
      moving(async () => {
        const end = now + milliseconds;
        while (await wakeNext(end));
        moveTo(end);
      }),
    runUntil: (settled, limitMs = 400 * dayMs) =>
      moving(async () => {
        const end = now + limitMs;
        let isOver = false;
        const mark = () => {
          isOver = true;
        };
        settled.then(mark, mark);
        await settle();
        while (!isOver) {
          if (await wakeNext(end)) continue;
          throw new Error(
            sleepers.isEmpty
              ? "Nothing sleeps and nothing is under way: no time could bring what is waited for."
              : `It did not come within ${limitMs / 1_000} s of simulated time.`,
          );
        }
        return settled;
      }),
  };
}
