import { z } from "zod";

/** Who spoke: the caller (AUDIO_FROM_CUSTOMER) or whatever the caller heard, agent or prompt (AUDIO_TO_CUSTOMER). */
export const ParticipantRole = z.enum(["CUSTOMER", "AGENT"]);
export type ParticipantRole = z.infer<typeof ParticipantRole>;

/**
 * A stretch of transcribed speech on the segment stream (Kinesis, partition key = contact id).
 * `text` is what was heard, NOT yet redacted: it may stand on this stream and nowhere else.
 */
export const Segment = z.object({
  version: z.literal(1),
  /** Unique and stable: `<contactId>#<role>#<beginOffsetMs, 8 digits>`. A final segment spoken once has one id, however often it is delivered. */
  segmentId: z.string().min(1),
  contactId: z.string().min(1),
  participantRole: ParticipantRole,
  /** BCP-47, e.g. `ko-KR`. */
  languageCode: z.string().regex(/^[a-z]{2,3}-[A-Z]{2}$/),
  /** True while the recogniser may still change its mind; partial segments are for live display only. */
  isPartial: z.boolean(),
  text: z.string().max(20_000),
  /** In final segments: the end of what the same speaker said shortly before, NOT redacted either: a pause may divide a number into two segments. */
  precedingText: z.string().max(120).optional(),
  /** Offsets into the contact's media, in milliseconds since the first sample of the start fragment. */
  beginOffsetMs: z.int().nonnegative(),
  endOffsetMs: z.int().nonnegative(),
  /** Mean confidence of the recognised words, 0 to 1. */
  confidence: z.number().min(0).max(1),
  /** When the audio that ends this segment reached Kinesis Video (server timestamp), epoch milliseconds: decision latency counts from here. */
  endReceivedAt: z.int().nonnegative(),
});
export type Segment = z.infer<typeof Segment>;
