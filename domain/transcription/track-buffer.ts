/** A stretch of samples at its place; positions count samples of media time. */
interface Piece {
  readonly start: number;
  readonly samples: Int16Array;
}

/** The audio of one track that has come and has not been handed out. Gaps cost nothing. Positions count samples of media time. */
export class TrackBuffer {
  #pieces: Piece[] = [];
  /** Where the next block belongs if it follows the one before without a gap. */
  #cursor: number | undefined;
  #forcedSkew: number | null = null;
  readonly #start: number;
  #filled: number;
  #isSpeaking = true;
  #lateSamples = 0;

  /** @param start the first position wanted */
  constructor(start: number) {
    this.#start = start;
    this.#filled = start;
  }

  /** The position behind the last sample that has come. */
  get filled(): number {
    return this.#filled;
  }

  /** Whether the track has kept up: false from when a chunk had to go without it until it is heard again. */
  get isSpeaking(): boolean {
    return this.#isSpeaking;
  }

  /** Samples that came too late for their chunk. */
  get lateSamples(): number {
    return this.#lateSamples;
  }

  /** @param skew when not null, the next block goes this many samples behind its timestamp, whatever came before */
  beginFragment(skew: number | null): void {
    this.#forcedSkew = skew;
  }

  /** Decides where a block goes: to the end of the one before when its timestamp says so within the tolerance, else where its timestamp says. */
  place(nominal: number, tolerance: number): number {
    const forced = this.#forcedSkew;
    this.#forcedSkew = null;
    if (forced !== null) return nominal + forced;
    return this.#cursor !== undefined && Math.abs(nominal - this.#cursor) <= tolerance ? this.#cursor : nominal;
  }

  /**
   * Keeps what is new of a block and returns the position behind it.
   * @param emitted everything before this position has been handed out
   */
  add(start: number, pcm: Uint8Array, emitted: number): number {
    const samples = decode(pcm);
    const end = start + samples.length;
    this.#cursor = end;
    const from = Math.max(start, this.#filled, emitted);
    const lateFrom = Math.max(start, this.#filled, this.#start);
    this.#lateSamples += Math.max(0, Math.min(end, emitted) - lateFrom);
    if (from < end) this.#pieces.push({ start: from, samples: samples.subarray(from - start) });
    this.#filled = Math.max(this.#filled, end);
    if (end > emitted) this.#isSpeaking = true;
    return end;
  }

  /**
   * Writes a stretch into every second place of `target` from `offset` on, leaving gaps as they are, and forgets everything before its end.
   * @returns how many samples were written
   */
  copyTo(target: Int16Array, offset: number, position: number, length: number): number {
    const end = position + length;
    let copied = 0;
    for (const piece of this.#pieces) {
      const from = Math.max(position, piece.start);
      const to = Math.min(end, piece.start + piece.samples.length);
      for (let at = from; at < to; at += 1) target[(at - position) * 2 + offset] = piece.samples[at - piece.start] ?? 0;
      copied += Math.max(0, to - from);
    }
    this.#pieces = this.#pieces.filter((piece) => piece.start + piece.samples.length > end);
    if (this.#filled < end) this.#isSpeaking = false;
    return copied;
  }
}

/** Copies little-endian bytes to samples; every machine that runs this is little-endian. An odd last byte is no sample. */
function decode(pcm: Uint8Array): Int16Array {
  const bytes = new Uint8Array(pcm.length & ~1);
  bytes.set(pcm.subarray(0, bytes.length));
  return new Int16Array(bytes.buffer);
}
