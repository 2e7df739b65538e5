import type { Clock } from "../../clock.ts";
import type { Schedule } from "./schedule.ts";

/** Timers take no more than 2^31 - 1 ms. */
const longestSleepMs = 86_400_000;

/**
 * Fires at every time of a schedule until the signal is aborted or no time is left. Times that went by unseen, while the machine slept, are
 * left out. Never rejects.
 * @param first the first time, in milliseconds since the epoch
 */
export async function keepSchedule(
  clock: Clock,
  schedule: Schedule,
  first: number,
  signal: AbortSignal,
  fire: (time: number) => void,
): Promise<void> {
  let next = first;
  while (next !== Number.POSITIVE_INFINITY) {
    for (let wait = next - clock.now(); wait > 0; wait = next - clock.now()) {
      // The sleep rejects when the signal is aborted, and then only.
      await clock.sleep(Math.min(wait, longestSleepMs), signal).catch(() => {});
      if (signal.aborted) return;
    }
    if (signal.aborted) return;
    fire(next);
    do next = schedule(next);
    while (next <= clock.now());
  }
}
