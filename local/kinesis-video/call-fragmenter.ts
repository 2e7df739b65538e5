import type { CallTrack } from "../../domain/media/fragment-reader.ts";
import { CallAudioFramer, type CallFrame } from "./call-audio-framer.ts";

/** The frames of one fragment, by time. */
export interface CallFragment {
  /** Timestamp of its cluster: milliseconds since the epoch, whole, later than that of the fragment before. */
  readonly startMs: number;
  readonly frames: readonly CallFrame[];
}

/** Milliseconds of media in a fragment, as in dumps of Amazon Connect. */
const fragmentMs = 1000;

/** Block timestamps are 16-bit differences from the cluster's (RFC 9559, section 10.1). */
const farthestMs = 32_767;

/** Puts the frames of both directions together to fragments of a second, ordered by time within a fragment. */
export class CallFragmenter {
  readonly #framer = new CallAudioFramer();
  #pending: CallFrame[] = [];
  #lastStartMs: number;

  /** No fragment begins at or before `afterMs`. */
  constructor(afterMs: number) {
    this.#lastStartMs = afterMs;
  }

  /** Takes audio. Throws RangeError where it lies more than 32 s before a fragment that was already made. */
  write(track: CallTrack, pcm: Uint8Array, atMs: number): void {
    if (atMs < this.#lastStartMs - farthestMs) {
      throw new RangeError(
        `audio of ${track} comes ${this.#lastStartMs - atMs} ms behind the last fragment; at most ${farthestMs} can be told`,
      );
    }
    this.#pending.push(...this.#framer.write(track, pcm, atMs));
  }

  /** The fragments that are full. */
  takeFull(): CallFragment[] {
    this.#sort();
    const fragments: CallFragment[] = [];
    for (;;) {
      const fragment = this.#nextFragment();
      const newest = this.#pending.at(-1);
      if (!fragment || !newest || newest.atMs < fragment.startMs + fragmentMs) return fragments;
      this.#pending = this.#pending.slice(fragment.frames.length);
      this.#lastStartMs = fragment.startMs;
      fragments.push(fragment);
    }
  }

  /** All that is left, the last fragment shorter. */
  flush(): CallFragment[] {
    this.#pending.push(...this.#framer.flush());
    const fragments = this.takeFull();
    const rest = this.#nextFragment();
    if (rest) {
      this.#pending = [];
      this.#lastStartMs = rest.startMs;
      fragments.push(rest);
    }
    return fragments;
  }

  #nextFragment(): CallFragment | undefined {
    const oldest = this.#pending[0];
    if (!oldest) return undefined;
    const startMs = Math.max(Math.round(oldest.atMs), this.#lastStartMs + 1);
    return { startMs, frames: this.#pending.filter((frame) => frame.atMs < startMs + fragmentMs) };
  }

  #sort(): void {
    this.#pending.sort((left, right) => left.atMs - right.atMs || (left.track < right.track ? -1 : 1));
  }
}
