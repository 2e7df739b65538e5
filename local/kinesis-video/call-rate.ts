import type { Clock } from "../clock.ts";

/** Counts calls for each key over the last second. */
export class CallRate {
  readonly #clock: Clock;
  readonly #callsPerSecond: number;
  readonly #calls = new Map<string, number[]>();

  constructor(clock: Clock, callsPerSecond: number) {
    this.#clock = clock;
    this.#callsPerSecond = callsPerSecond;
  }

  /** Counts a call; false where the key has had its calls of this second already. */
  allows(key: string): boolean {
    const now = this.#clock.now();
    const recent = (this.#calls.get(key) ?? []).filter((at) => at > now - 1000);
    const allowed = recent.length < this.#callsPerSecond;
    if (allowed) recent.push(now);
    this.#calls.set(key, recent);
    return allowed;
  }
}
