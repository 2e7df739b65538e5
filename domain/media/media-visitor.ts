import type { MediaTrack } from "./media-event.ts";

/**
 * Is told what a Matroska stream says, in the order of its bytes; {@link MediaEvent} describes the same as data. Calls allocate nothing.
 */
export interface MediaVisitor {
  /** An EBML header: what was said of tracks and time no longer holds. */
  document(): void;
  tags(tags: Readonly<Record<string, string>>): void;
  tracks(tracks: readonly MediaTrack[]): void;
  /** A cluster begins; milliseconds on the document's own time line. */
  cluster(timestampMs: number): void;
  /**
   * A frame lies in `bytes` from `start` to `end`. `bytes` is the pushed chunk or, where the frame was spread over chunks, memory that
   * the parser uses again: copy what is to be kept.
   */
  block(
    trackNumber: number,
    trackName: string | undefined,
    timestampMs: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): void;
}
