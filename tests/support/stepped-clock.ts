import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../local/clock.ts";

/** A clock that stands still until a test moves it, and then jumps. */
export interface SteppedClock extends Clock {
  /** Jumps to an instant (epoch milliseconds). Whoever is due until then wakes once, however long the jump; then what follows at once may happen. */
  to(instant: number): Promise<void>;
}

/** Makes a clock that stands at an instant. */
export function createSteppedClock(start: number): SteppedClock {
  let now = start;
  const sleepers = new Set<{ readonly due: number; readonly wake: () => void }>();
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const sleeper = { due: now + milliseconds, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
    async to(instant) {
      now = instant;
      for (const sleeper of [...sleepers].filter(({ due }) => due <= now).sort((a, b) => a.due - b.due)) {
        sleepers.delete(sleeper);
        sleeper.wake();
      }
      for (let turn = 0; turn < 5; turn += 1) await setImmediate();
    },
  };
}
