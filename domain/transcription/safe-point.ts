import type { PauseDetector } from "./pause-detector.ts";

/** A final result may end this much before the sound does: a recogniser leaves breath and noise out. */
const trailingMs = 700;
/** Shortest pause in which transcription may be taken up again. */
const pauseMs = 300;

/**
 * Finds the media time up to which all that was said has become final: where transcription may begin again after a fault without losing a word.
 * It errs to the early side: noise in which no word is found keeps it back, which repeats and never loses.
 */
export class SafePoint {
  #candidate: { readonly atMs: number; readonly loudUntilMs: readonly [number, number] } | undefined;
  readonly #finalUntilMs: [number, number];
  #reachedMs: number;

  /** @param startMs media time at which transcription began */
  constructor(startMs: number) {
    this.#reachedMs = startMs;
    this.#finalUntilMs = [startMs, startMs];
  }

  /** The latest safe media time. */
  get mediaMs(): number {
    return this.#reachedMs;
  }

  /** Considers the media time behind the chunk that the detector heard last. */
  consider(mediaMs: number, pauses: PauseDetector): void {
    if (this.#candidate || pauses.quietMs < pauseMs) return;
    this.#candidate = { atMs: mediaMs, loudUntilMs: [pauses.loudUntilMs(0), pauses.loudUntilMs(1)] };
    this.#advance();
  }

  /** A final result has been passed on. */
  noteFinal(channel: 0 | 1, endMediaMs: number): void {
    this.#finalUntilMs[channel] = Math.max(this.#finalUntilMs[channel], endMediaMs);
    this.#advance();
  }

  #advance(): void {
    const candidate = this.#candidate;
    if (!candidate) return;
    const isFinal = ([0, 1] as const).every((channel) => {
      const loudUntil = candidate.loudUntilMs[channel];
      return loudUntil <= this.#reachedMs || this.#finalUntilMs[channel] >= loudUntil - trailingMs;
    });
    if (!isFinal) return;
    this.#reachedMs = Math.max(this.#reachedMs, candidate.atMs);
    this.#candidate = undefined;
  }
}
