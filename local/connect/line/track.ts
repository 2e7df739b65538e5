/** Samples a second of telephone audio. */
export const sampleRateHz = 8_000;

/** Samples in a stretch of time, rounded up to whole samples. */
export const samplesIn = (milliseconds: number): number => Math.ceil((milliseconds * sampleRateHz) / 1_000);

/** One direction of a call: a queue of audio to be sent, with silence wherever the queue is empty. */
export class Track {
  readonly #waiting: { readonly pcm: Int16Array; sent: number; readonly done: () => void }[] = [];

  /** Whether there is audio to send. */
  get isSounding(): boolean {
    return this.#waiting.length > 0;
  }

  /** Samples until the first of what waits has been sent; endless when nothing waits. */
  get leadSamples(): number {
    const [next] = this.#waiting;
    return next ? next.pcm.length - next.sent : Number.POSITIVE_INFINITY;
  }

  /** Adds audio behind what is waiting; `done` is called when its last sample has been taken. */
  append(pcm: Int16Array, done: () => void): void {
    if (pcm.length === 0) done();
    else this.#waiting.push({ pcm, sent: 0, done });
  }

  /** Takes the next `length` samples. Call `finished` once they are on their way: it tells those whose audio ended among them. */
  take(length: number): { readonly pcm: Int16Array; readonly finished: () => void } {
    const pcm = new Int16Array(length);
    const done: (() => void)[] = [];
    let filled = 0;
    while (filled < length) {
      const next = this.#waiting[0];
      if (!next) break;
      const piece = next.pcm.subarray(next.sent, next.sent + length - filled);
      pcm.set(piece, filled);
      filled += piece.length;
      next.sent += piece.length;
      if (next.sent < next.pcm.length) break;
      done.push(next.done);
      this.#waiting.shift();
    }
    return {
      pcm,
      finished: () => {
        for (const tell of done) tell();
      },
    };
  }

  /** Drops everything that waits, and tells those whose audio it was. */
  cut(): void {
    for (const { done } of this.#waiting.splice(0)) done();
  }

  /** Drops everything that waits. */
  clear(): void {
    this.#waiting.length = 0;
  }
}
