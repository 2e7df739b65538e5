import type { Clock } from "../../../local/clock.ts";
import { createVirtualClock } from "../../../local/virtual-clock.ts";

/** A virtual clock that counts in seconds, as Step Functions does. */
export interface TestClock extends Clock {
  /** Lets everything happen that is due within so many seconds, in order, and what follows from it. */
  advance(seconds: number): Promise<void>;
  /** Moves on from one sleeper to the next until the promise is settled. */
  runUntil<T>(settled: Promise<T>): Promise<T>;
}

export function createTestClock(start = Date.parse("2026-01-05T00:00:00Z")): TestClock {
  const { now, sleep, runUntil, advance } = createVirtualClock(start);
  return { now, sleep, runUntil, advance: (seconds) => advance(seconds * 1_000) };
}
