import type { Segment } from "../schemas/segment.ts";

/** Where segments go. */
export interface SegmentSink {
  /**
   * Puts one segment behind all that were put before it for the same contact; answers when it is stored.
   * Calls for one contact must follow one another.
   * @throws Transient when the stream stays throttled or out of reach
   */
  putSegment(segment: Segment): Promise<void>;
}
