import { damagedMedia } from "../media/media-fault.ts";
import { TrackBuffer } from "./track-buffer.ts";

/** Samples a second of Amazon Connect's audio. */
export const sampleRateHz = 8_000;
/** Samples a millisecond. */
export const samplesPerMs = sampleRateHz / 1_000;
/** Length of a chunk: Amazon Transcribe advises uniform chunks of 50 to 200 ms (https://docs.aws.amazon.com/transcribe/latest/dg/streaming.html). */
export const chunkMs = 100;
/** Samples of one channel in a chunk. */
export const chunkSamples = chunkMs * samplesPerMs;

/** Who is heard on a channel: 0 what came from the customer, 1 what went to the customer. */
export type Channel = 0 | 1;

/** 100 ms of both channels: 3,200 bytes. */
export interface AudioChunk {
  /** Media time of the first sample: milliseconds since the first sample of the contact's start fragment. */
  readonly mediaMs: number;
  /** 16-bit samples, channel 0 and channel 1 in turn. */
  readonly samples: Int16Array;
  /** Holds no sample of the media: it only bridges a gap. */
  readonly isFiller: boolean;
}

/** How many samples a block was moved by, so that it joins the one before it. */
export interface Placement {
  /** Media time where the block's audio was put and where it ends, in milliseconds (eighths are samples). */
  readonly startMs: number;
  readonly endMs: number;
  /** Samples by which the block stands later than its timestamp says. */
  readonly skewSamples: number;
}

/** Samples by which the first block of a fragment was moved, by channel; null where a channel has none (yet). */
export type FragmentSkew = readonly [number | null, number | null];

/** Limits of the assembler; all in milliseconds. */
export interface AssemblerLimits {
  /** Blocks that miss the end of the one before by no more than this are joined to it: timestamps are rounded, clocks drift. */
  readonly jitterMs: number;
  /** How long one channel waits for the other, which has spoken lately. A producer may write a fragment one track after the other. */
  readonly patienceMs: number;
  /** How long one channel waits for the other, which has fallen silent. */
  readonly impatienceMs: number;
  /** A gap longer than this is taken for a damaged timestamp. */
  readonly longestGapMs: number;
}

/** What fits Amazon Connect: blocks of 64 ms, fragments of about a second, calls that are put on hold. */
export const connectLimits: AssemblerLimits = {
  jitterMs: 40,
  patienceMs: 2_000,
  impatienceMs: 300,
  longestGapMs: 4 * 3_600_000,
};

/**
 * Joins the two tracks of a call into uniform stereo chunks. Every sample goes into one chunk, once: blocks that overlap what is there already are cut,
 * what is missing becomes silence, a gap becomes chunks of silence. Keeps no more than the two tracks are apart.
 */
export class ChunkAssembler {
  readonly #limits: AssemblerLimits;
  readonly #tracks: readonly [TrackBuffer, TrackBuffer];
  /** First sample that has not been handed out. */
  #position: number;

  /**
   * @param startMs media time of the first sample wanted; everything before it is passed over
   * @param limits see {@link connectLimits}
   */
  constructor(startMs: number, limits: AssemblerLimits = connectLimits) {
    this.#limits = limits;
    this.#position = Math.round(startMs * samplesPerMs);
    this.#tracks = [new TrackBuffer(this.#position), new TrackBuffer(this.#position)];
  }

  /** Media time of the first sample that has not been handed out, in milliseconds. */
  get positionMs(): number {
    return this.#position / samplesPerMs;
  }

  /** Samples that came after their chunk had been handed out, and were lost. */
  get lateSamples(): number {
    return this.#tracks[0].lateSamples + this.#tracks[1].lateSamples;
  }

  /**
   * Tells that a fragment begins.
   * @param skew where the fragment has been read before, how its first blocks were placed then: they go to the very same place again
   */
  beginFragment(skew: FragmentSkew = [null, null]): void {
    for (const channel of [0, 1] as const) this.#tracks[channel].beginFragment(skew[channel]);
  }

  /**
   * Adds one block of a channel.
   * @param mediaMs what the block's timestamp says, as media time
   * @param pcm 16-bit little-endian samples; it is copied
   * @throws MediaFault `ContractViolation` when the timestamp lies hours ahead
   */
  add(channel: Channel, mediaMs: number, pcm: Uint8Array): Placement {
    const track = this.#tracks[channel];
    const nominal = Math.round(mediaMs * samplesPerMs);
    const ahead = nominal - Math.max(this.#position, this.#tracks[0].filled, this.#tracks[1].filled);
    if (ahead > this.#limits.longestGapMs * samplesPerMs) {
      throw damagedMedia(`a block's timestamp lies ${Math.round(ahead / sampleRateHz)} s ahead of the block before it`);
    }
    const start = track.place(nominal, this.#limits.jitterMs * samplesPerMs);
    const end = track.add(start, pcm, this.#position);
    return { startMs: start / samplesPerMs, endMs: end / samplesPerMs, skewSamples: start - nominal };
  }

  /** The next chunk, once both channels have come so far or waiting has an end. */
  take(): AudioChunk | undefined {
    const end = this.#position + chunkSamples;
    const furthest = Math.max(this.#tracks[0].filled, this.#tracks[1].filled);
    const isReady = this.#tracks.every((track) => {
      const wait = track.isSpeaking ? this.#limits.patienceMs : this.#limits.impatienceMs;
      return track.filled >= end || furthest >= end + wait * samplesPerMs;
    });
    return isReady ? this.#emit() : undefined;
  }

  /** The next whole chunk without waiting for the channel that is behind: for when nothing comes any more. */
  settle(): AudioChunk | undefined {
    return this.#hasUpTo(this.#position + chunkSamples) ? this.#emit() : undefined;
  }

  /** The next chunk, whole or not; what is missing is silence. Undefined when all has been handed out. */
  flush(): AudioChunk | undefined {
    return this.#hasUpTo(this.#position + 1) ? this.#emit() : undefined;
  }

  #hasUpTo(sample: number): boolean {
    return this.#tracks.some((track) => track.filled >= sample);
  }

  #emit(): AudioChunk {
    const samples = new Int16Array(chunkSamples * 2);
    const mediaMs = this.positionMs;
    const copied = this.#tracks.map((track, channel) => track.copyTo(samples, channel, this.#position, chunkSamples));
    this.#position += chunkSamples;
    return { mediaMs, samples, isFiller: copied.every((count) => count === 0) };
  }
}
