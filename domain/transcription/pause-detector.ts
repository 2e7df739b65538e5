import { chunkMs } from "./chunk-assembler.ts";

/** A channel is quiet below this root mean square, about -42 dB of full scale: under telephone speech (-20 to -30 dB), above a quiet line's noise. */
const quietLevel = 260;

/** Finds pauses in which nobody speaks, where a session can be cut without cutting a word. */
export class PauseDetector {
  readonly #loudUntilMs: [number, number] = [-1, -1];
  #quietMs = 0;

  /** How long both channels have been quiet, in milliseconds, up to the last chunk heard. */
  get quietMs(): number {
    return this.#quietMs;
  }

  /** Media time up to which a channel was last not quiet; -1 when it always was. */
  loudUntilMs(channel: 0 | 1): number {
    return this.#loudUntilMs[channel];
  }

  /** Listens to the next 100 ms: interleaved samples of two channels at a media time. */
  hear(mediaMs: number, samples: Int16Array): void {
    const energy: [number, number] = [0, 0];
    for (let index = 0; index + 1 < samples.length; index += 2) {
      energy[0] += (samples[index] ?? 0) ** 2;
      energy[1] += (samples[index + 1] ?? 0) ** 2;
    }
    const limit = quietLevel * quietLevel * (samples.length / 2);
    for (const channel of [0, 1] as const) {
      if (energy[channel] > limit) this.#loudUntilMs[channel] = mediaMs + chunkMs;
    }
    this.#quietMs = energy[0] <= limit && energy[1] <= limit ? this.#quietMs + chunkMs : 0;
  }
}
