import type { CallTrack } from "../../domain/media/fragment-reader.ts";

/** One frame of one direction. */
export interface CallFrame {
  readonly track: CallTrack;
  /** Media time of its first sample, milliseconds since the epoch. */
  readonly atMs: number;
  /** 16-bit PCM at 8 kHz, up to 1,024 bytes (64 ms). */
  readonly pcm: Uint8Array;
}

/** Bytes of a frame as Amazon Connect cuts them. */
const frameBytes = 1024;

/** 16-bit PCM at 8 kHz. */
const bytesPerMillisecond = 16;

interface Remainder {
  readonly atMs: number;
  readonly pcm: Uint8Array;
}

/** Cuts the audio of both directions, each on its own time, into frames of 1,024 bytes; only a pause or a flush makes a shorter one. */
export class CallAudioFramer {
  readonly #remainders = new Map<CallTrack, Remainder>();

  /**
   * Takes audio that begins at `atMs` and tells the frames that it completes.
   * Throws RangeError where `pcm` does not consist of whole samples.
   */
  write(track: CallTrack, pcm: Uint8Array, atMs: number): CallFrame[] {
    if (pcm.length % 2 !== 0) {
      throw new RangeError(`pcm must hold whole 16-bit samples, so an even number of bytes, not ${pcm.length}`);
    }
    const frames: CallFrame[] = [];
    let whole: Remainder = { atMs, pcm };
    const before = this.#remainders.get(track);
    if (before && follows(before, atMs)) whole = { atMs: before.atMs, pcm: Buffer.concat([before.pcm, pcm]) };
    else if (before) frames.push({ track, ...before });

    let position = 0;
    for (; position + frameBytes <= whole.pcm.length; position += frameBytes) {
      frames.push(frameOf(track, whole, position, position + frameBytes));
    }
    this.#remainders.delete(track);
    if (position < whole.pcm.length) {
      const { atMs: restAtMs, pcm: rest } = frameOf(track, whole, position, whole.pcm.length);
      this.#remainders.set(track, { atMs: restAtMs, pcm: Uint8Array.from(rest) });
    }
    return frames;
  }

  /** Tells what has not filled a frame. */
  flush(): CallFrame[] {
    const frames = [...this.#remainders].map(([track, rest]) => ({ track, ...rest }));
    this.#remainders.clear();
    return frames;
  }
}

const follows = (before: Remainder, atMs: number) =>
  Math.abs(before.atMs + before.pcm.length / bytesPerMillisecond - atMs) < 1;

function frameOf(track: CallTrack, whole: Remainder, start: number, end: number): CallFrame {
  return { track, atMs: whole.atMs + start / bytesPerMillisecond, pcm: whole.pcm.subarray(start, end) };
}
