/** Chunks kept before the sender has to wait: one second of audio. */
const capacity = 10;

/** Hands audio from whoever has it to whoever sends it, and makes the one wait for the other. */
export class AudioQueue implements AsyncIterable<Uint8Array> {
  #chunks: Uint8Array[] = [];
  #isEnded = false;
  #wakeReader: (() => void) | undefined;
  #wakeWriter: (() => void) | undefined;

  /** Adds a chunk; answers when there is room for another. After the end, chunks are dropped: nobody hears them. */
  async push(chunk: Uint8Array): Promise<void> {
    if (this.#isEnded) return;
    this.#chunks.push(chunk);
    this.#wakeReader?.();
    while (this.#chunks.length > capacity) {
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
    this.#wakeWriter?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk) {
        this.#wakeWriter?.();
        yield chunk;
      } else if (this.#isEnded) {
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wakeReader = resolve;
        });
      }
    }
  }
}
