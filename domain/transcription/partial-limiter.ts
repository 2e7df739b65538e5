/** Keeps partial results to a pace that people can read and a stream can carry. */
export class PartialLimiter {
  readonly #intervalMs: number;
  readonly #last = new Map<number, { readonly at: number; readonly text: string }>();

  /** @param intervalMs shortest time between two partial results of one channel */
  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** Whether this partial result is to be passed on; it is then taken as passed. The same text again is not. */
  admits(channel: number, text: string, now: number): boolean {
    const last = this.#last.get(channel);
    if (last && (now - last.at < this.#intervalMs || last.text === text)) return false;
    this.#last.set(channel, { at: now, text });
    return true;
  }
}
