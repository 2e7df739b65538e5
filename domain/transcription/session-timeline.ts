/** A stretch of the session: media as it was, or silence that was put in while media was late. */
interface Span {
  readonly sessionMs: number;
  readonly mediaMs: number;
  lengthMs: number;
  readonly isInserted: boolean;
}

/** Media that may lie between silence that was put in and a gap that it bridges: the rest of a chunk that was waiting. */
const restOfChunkMs = 100;

/**
 * Maps session time (what Amazon Transcribe counts: audio it was sent) to media time (what the contact counts), with silence that was sent while media
 * was late taken into account. Both in milliseconds.
 */
export class SessionTimeline {
  readonly #spans: Span[] = [];
  #sessionMs = 0;
  #unusedSilenceMs = 0;
  #mediaSinceSilenceMs = 0;

  /** How much audio the session has been sent. */
  get sessionMs(): number {
    return this.#sessionMs;
  }

  /** Media was sent. */
  addMedia(mediaMs: number, lengthMs: number): void {
    const last = this.#spans.at(-1);
    const follows = last && !last.isInserted && last.mediaMs + last.lengthMs === mediaMs;
    if (follows) last.lengthMs += lengthMs;
    else this.#spans.push({ sessionMs: this.#sessionMs, mediaMs, lengthMs, isInserted: false });
    this.#sessionMs += lengthMs;
    this.#mediaSinceSilenceMs += lengthMs;
    if (this.#mediaSinceSilenceMs > restOfChunkMs) this.#unusedSilenceMs = 0;
  }

  /** Silence was sent at this point of the media, which did not move. */
  insertSilence(mediaMs: number, lengthMs: number): void {
    const last = this.#spans.at(-1);
    if (last?.isInserted) last.lengthMs += lengthMs;
    else this.#spans.push({ sessionMs: this.#sessionMs, mediaMs, lengthMs, isInserted: true });
    this.#sessionMs += lengthMs;
    this.#unusedSilenceMs += lengthMs;
    this.#mediaSinceSilenceMs = 0;
  }

  /**
   * The media has a gap of this length where silence was put in just before: that silence bridges it, once.
   * @returns whether it does; else silence for the gap is still to be sent
   */
  bridgeBySilenceSent(lengthMs: number): boolean {
    if (this.#unusedSilenceMs < lengthMs) return false;
    this.#unusedSilenceMs -= lengthMs;
    return true;
  }

  /**
   * The media time of a session time; it stands still within silence that was put in. Where the media jumps, what begins at that moment lies behind the
   * jump, and what ends there before it.
   */
  toMediaMs(sessionMs: number, edge: "begin" | "end"): number {
    const span =
      this.#spans.findLast(({ sessionMs: start }) => (edge === "begin" ? start <= sessionMs : start < sessionMs)) ??
      this.#spans[0];
    if (!span) return 0;
    return span.mediaMs + (span.isInserted ? 0 : Math.max(0, sessionMs - span.sessionMs));
  }
}
