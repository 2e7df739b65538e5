/** Where reading begins. */
export type MediaStart =
  /** With the fragment that holds this instant of the producer's clock (epoch milliseconds). */
  | { readonly kind: "at"; readonly instantMs: number }
  /** With the fragment that follows this one. */
  | { readonly kind: "after"; readonly fragmentNumber: string };

/**
 * The bytes of a live media stream (Matroska, one document a fragment), in order, as they come. They may end at any time without meaning anything.
 * Reading throws `Transient` when the connection breaks.
 */
export interface MediaConnection extends AsyncIterable<Uint8Array> {
  /** Stops reading. Safe to call twice. */
  close(): void;
}

/** Where a contact's media comes from. */
export interface MediaSource {
  /**
   * Opens a connection that stays open at the live edge.
   * @throws Transient when throttled or out of reach; NotReady when the stream is not there; Rejected when the request is refused
   */
  openMedia(streamArn: string, start: MediaStart): Promise<MediaConnection>;
}
