/** Bytes kept before the sender has to wait: one second of two channels. */
const capacityBytes = 32_000;

/**
 * Bytes handed out at once, if so many wait: 200 ms of two channels, the most that Amazon Transcribe advises
 * (https://docs.aws.amazon.com/transcribe/latest/dg/streaming.html). Each piece is signed and sent by itself, so that larger ones cost less.
 */
const pieceBytes = 6_400;

/** Hands audio from whoever has it to whoever sends it, and makes the one wait for the other. */
export class AudioQueue implements AsyncIterable<Uint8Array> {
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #isEnded = false;
  #wakeReader: (() => void) | undefined;
  #wakeWriter: (() => void) | undefined;

  /** Adds a chunk of at most 200 ms; answers when there is room for another. After the end, chunks are dropped: nobody hears them. */
  async push(chunk: Uint8Array): Promise<void> {
    if (this.#isEnded) return;
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    this.#wakeReader?.();
    while (this.#bytes > capacityBytes) {
      await new Promise<void>((resolve) => {
        this.#wakeWriter = resolve;
      });
    }
  }

  /** No more chunks come; those here are still handed out. */
  end(): void {
    this.#isEnded = true;
    this.#wakeReader?.();
  }

  /** Nobody takes chunks any more: drops them, and lets the writer go. */
  close(): void {
    this.end();
    this.#chunks = [];
    this.#bytes = 0;
    this.#wakeWriter?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const piece = this.#takePiece();
      if (piece) {
        this.#wakeWriter?.();
        yield piece;
      } else if (this.#isEnded) {
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wakeReader = resolve;
        });
      }
    }
  }

  /** The chunks in front, joined up to the length of a piece. */
  #takePiece(): Uint8Array | undefined {
    let count = 0;
    let length = 0;
    for (const chunk of this.#chunks) {
      if (count > 0 && length + chunk.length > pieceBytes) break;
      count += 1;
      length += chunk.length;
    }
    const taken = this.#chunks.splice(0, count);
    this.#bytes -= length;
    return taken.length > 1 ? Buffer.concat(taken, length) : taken[0];
  }
}
