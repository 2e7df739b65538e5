import { z } from "zod";

/** Where a contact's audio lies on Kinesis Video. */
export const MediaLocation = z.object({
  streamArn: z.string().min(1),
  /** Decimal text; too long for a number. */
  startFragmentNumber: z.string().regex(/^\d+$/),
  startedAt: z.iso.datetime(),
});
export type MediaLocation = z.infer<typeof MediaLocation>;

/** A contact's audio and the language that is spoken in it (BCP-47). */
export const SpokenMedia = z.object({ media: MediaLocation, languageCode: z.string().min(1) });
export type SpokenMedia = z.infer<typeof SpokenMedia>;

/** Where transcription goes on: everything before `mediaMs` has been transcribed. Handed back as it was given out, it makes going on exact to the sample. */
export const MediaCheckpoint = z.object({
  /** The last fragment that lies wholly before `mediaMs`; absent: begin at the start fragment. */
  afterFragmentNumber: z.string().regex(/^\d+$/).optional(),
  /** Milliseconds since the first sample of the start fragment. */
  mediaMs: z.int().nonnegative(),
  /** Media time 0 by the producer's clock, epoch milliseconds; where it is missing, the time at which streaming is said to have started. */
  originMs: z.int().nonnegative().optional(),
  /** How the first blocks of the first fragment to be read were placed, by channel, in samples; where it is missing, by their timestamps. */
  skewSamples: z.tuple([z.int().nullable(), z.int().nullable()]).optional(),
});
export type MediaCheckpoint = z.infer<typeof MediaCheckpoint>;

/** Input of the step `TranscribeMedia`. */
export const TranscribeMediaInput = z.object({
  contactId: z.string().min(1),
  languageCode: z.string().min(1),
  media: MediaLocation,
  checkpoint: MediaCheckpoint.nullish(),
  /** Final segments put by earlier runs for this contact. */
  finalSegments: z.int().nonnegative().default(0),
});
export type TranscribeMediaInput = z.infer<typeof TranscribeMediaInput>;

/** Output of the step `TranscribeMedia`; `finalSegments` counts this contact's final segments over all runs. */
export const TranscribeMediaOutput = z.object({
  state: z.enum(["finished", "handover"]),
  checkpoint: MediaCheckpoint,
  finalSegments: z.int().nonnegative(),
});
export type TranscribeMediaOutput = z.infer<typeof TranscribeMediaOutput>;
