import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../../local/clock.ts";

/** A clock that stands still until a test moves it. */
export interface TestClock extends Clock {
  /** Lets everything happen that is due within so many seconds, in order, and what follows from it. */
  advance(seconds: number): Promise<void>;
  /** Moves on from one sleeper to the next until the promise is settled. */
  runUntil<T>(settled: Promise<T>): Promise<T>;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** Lets all that can happen now happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await setImmediate();
}

export function createTestClock(start = Date.parse("2026-01-05T00:00:00Z")): TestClock {
  let now = start;
  let sleepers: Sleeper[] = [];
  const wakeNext = () => {
    const next = sleepers.toSorted((a, b) => a.due - b.due)[0];
    if (!next) return;
    sleepers = sleepers.filter((sleeper) => sleeper !== next);
    now = Math.max(now, next.due);
    next.wake();
  };
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const sleeper = { due: now + milliseconds, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener("abort", () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal.reason);
        });
      }),
    async advance(seconds) {
      const end = now + seconds * 1000;
      await settle();
      while (sleepers.some(({ due }) => due <= end)) {
        wakeNext();
        await settle();
      }
      now = end;
    },
    async runUntil(settled) {
      let over = false;
      const mark = () => {
        over = true;
      };
      settled.then(mark, mark);
      for (let turn = 0; !over && turn < 10_000; turn += 1) {
        await settle();
        if (!over) wakeNext();
      }
      return settled;
    },
  };
}
