/** One track of a Matroska document, as its TrackEntry describes it. */
export interface MediaTrack {
  readonly number: number;
  /** Empty where the track has no name. Amazon Connect's tracks are told apart by name only: their numbers change places. */
  readonly name: string;
  /** As written. Amazon Connect writes `A_AAC` over 16-bit PCM, so never choose a decoder by it (see fragment-reader.ts). */
  readonly codecId: string;
  /** Hertz; undefined where the track carries no Audio element, as Amazon Connect's do not. */
  readonly sampleRateHz: number | undefined;
  readonly channels: number | undefined;
  /** Bits a sample. */
  readonly bitDepth: number | undefined;
}

/**
 * What a Matroska stream says, in the order of its bytes.
 *
 * Kinesis Video sends one Matroska document a fragment: `document`, `tracks`, `tags` with AWS_KINESISVIDEO_FRAGMENT_NUMBER,
 * AWS_KINESISVIDEO_SERVER_TIMESTAMP and AWS_KINESISVIDEO_PRODUCER_TIMESTAMP, `cluster`, its `block`s, and `tags` with
 * AWS_KINESISVIDEO_MILLIS_BEHIND_NOW and AWS_KINESISVIDEO_CONTINUATION_TOKEN, which end the fragment. The producer's own tags
 * (ContactId and others of Amazon Connect) come in `tags` events of their own: before the tracks in the first document of a
 * producer's connection, and after the cluster in each.
 */
export type MediaEvent =
  /** An EBML header: what was said of tracks and time no longer holds. */
  | { readonly type: "document" }
  /** One Tags element: names to values. Values are text; binary tags are left out. */
  | { readonly type: "tags"; readonly tags: Readonly<Record<string, string>> }
  | { readonly type: "tracks"; readonly tracks: readonly MediaTrack[] }
  /** The start of a cluster; milliseconds on the document's own time line (the epoch for Amazon Connect). */
  | { readonly type: "cluster"; readonly timestampMs: number }
  /**
   * One frame, the moment its last byte has come. The frames of a laced block all carry the block's timestamp.
   * `data` is a view of the pushed chunk where the frame lay whole in it: copy it to keep it beyond the chunk's own life.
   */
  | {
      readonly type: "block";
      readonly trackNumber: number;
      /** Undefined where the document has no such track. */
      readonly trackName: string | undefined;
      readonly timestampMs: number;
      readonly data: Uint8Array;
    };
