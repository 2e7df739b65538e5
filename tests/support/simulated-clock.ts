import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "../../local/clock.ts";

/** So many turns of the event loop without work under way mean that nothing follows any more from the last sleeper's waking. */
const quietTurns = 20;

/** A clock whose time stands still while work is under way and goes from one sleeper to the next. */
export interface SimulatedClock extends Clock {
  /** Work that time must wait for, such as an answer that comes over a socket; call the result once when it is done. */
  begin(): () => void;
  /** Goes on from one sleeper to the next until the promise is settled. */
  runUntil<T>(settled: Promise<T>): Promise<T>;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** Makes a clock that starts at that many milliseconds since the epoch. */
export function createSimulatedClock(startAt: number): SimulatedClock {
  let now = startAt;
  let underWay = 0;
  const sleepers = new Set<Sleeper>();
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { due: now + milliseconds, wake: resolve };
        const giveUp = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        if (signal?.aborted) return giveUp();
        sleepers.add(sleeper);
        signal?.addEventListener("abort", giveUp, { once: true });
      }),
    begin() {
      underWay += 1;
      return () => {
        underWay -= 1;
      };
    },
    async runUntil(settled) {
      let isOver = false;
      const end = () => {
        isOver = true;
      };
      settled.then(end, end);
      while (!isOver) {
        for (let quiet = 0; quiet < quietTurns; quiet += underWay > 0 ? 0 : 1) await turn();
        const next = [...sleepers].toSorted((a, b) => a.due - b.due)[0];
        if (isOver || !next) continue;
        sleepers.delete(next);
        now = Math.max(now, next.due);
        next.wake();
      }
      return settled;
    },
  };
}
