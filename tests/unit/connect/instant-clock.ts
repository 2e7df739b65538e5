import type { Clock } from "../../../local/clock.ts";

/** A clock whose sleeps take no time, and whose time is what was slept. */
export function instantClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    async sleep(milliseconds) {
      now += milliseconds;
    },
  };
}
