/** Counts the prompts of a flow, so that a caller knows when it is their turn. */
export class PromptCount {
  #begun = 0;
  #ended = 0;
  #change = Promise.withResolvers<void>();

  /** Prompts that have begun to play. */
  get begun(): number {
    return this.#begun;
  }

  /** Whether one is playing now. */
  get isPlaying(): boolean {
    return this.#begun > this.#ended;
  }

  /** Resolves at the next beginning or end of a prompt. */
  change(): Promise<void> {
    return this.#change.promise;
  }

  /** A prompt begins. */
  begin(): void {
    this.#begun += 1;
    this.#tell();
  }

  /** The prompt is over. */
  end(): void {
    this.#ended += 1;
    this.#tell();
  }

  #tell(): void {
    const told = this.#change;
    this.#change = Promise.withResolvers<void>();
    told.resolve();
  }
}
