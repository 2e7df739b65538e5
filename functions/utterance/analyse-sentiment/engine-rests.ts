import type { SentimentEngine } from "../../../schemas/sentiment.ts";

/** When an engine rests, and for how long. */
export const restRules = {
  /** Failures in a row: fewer may be a hiccup. */
  failures: 3,
  restMs: 30_000,
} as const;

/**
 * Which engines are away, as far as one Lambda environment has noticed. An engine that hangs costs every caller its time-out (1 s); after three failures
 * in a row it rests, so that the next engine is asked first, until half a minute has gone by and one utterance tries it again.
 */
export class EngineRests {
  readonly #failures = new Map<SentimentEngine, number>();
  readonly #until = new Map<SentimentEngine, number>();
  readonly #now: () => number;

  /** @param now epoch milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether others should be asked first. */
  isResting(engine: SentimentEngine): boolean {
    return this.#now() < (this.#until.get(engine) ?? 0);
  }

  /** The engine was throttled or away. */
  noteFailure(engine: SentimentEngine): void {
    const failures = (this.#failures.get(engine) ?? 0) + 1;
    this.#failures.set(engine, failures);
    if (failures >= restRules.failures) this.#until.set(engine, this.#now() + restRules.restMs);
  }

  /** The engine answered. */
  noteAnswer(engine: SentimentEngine): void {
    this.#failures.delete(engine);
    this.#until.delete(engine);
  }
}
