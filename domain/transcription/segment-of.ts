import type { ParticipantRole, Segment } from "../../schemas/segment.ts";

/** A transcript at its place in the media. */
export interface PlacedTranscript {
  readonly contactId: string;
  readonly languageCode: string;
  readonly channel: 0 | 1;
  readonly isPartial: boolean;
  readonly text: string;
  /** What the same speaker said shortly before; see {@link Segment}. */
  readonly precedingText?: string | undefined;
  /** 0 to 1. */
  readonly confidence: number;
  /** Media time, milliseconds. */
  readonly beginMs: number;
  readonly endMs: number;
  /** When the audio that ends it had reached Kinesis Video, epoch milliseconds. */
  readonly endReceivedAt: number;
}

const roles: Readonly<Record<0 | 1, ParticipantRole>> = { 0: "CUSTOMER", 1: "AGENT" };
const longestText = 20_000;

/** Makes the segment of a transcript. The same transcript always has the same id: contact, role and the millisecond it begins at. */
export function segmentOf(transcript: PlacedTranscript): Segment {
  const participantRole = roles[transcript.channel];
  const beginOffsetMs = Math.max(0, Math.round(transcript.beginMs));
  return {
    version: 1,
    segmentId: `${transcript.contactId}#${participantRole}#${String(beginOffsetMs).padStart(8, "0")}`,
    contactId: transcript.contactId,
    participantRole,
    languageCode: transcript.languageCode,
    isPartial: transcript.isPartial,
    text: transcript.text.slice(0, longestText),
    ...(transcript.precedingText === undefined ? {} : { precedingText: transcript.precedingText }),
    beginOffsetMs,
    endOffsetMs: Math.max(beginOffsetMs, Math.round(transcript.endMs)),
    confidence: Math.min(1, Math.max(0, transcript.confidence)),
    endReceivedAt: transcript.endReceivedAt,
  };
}
