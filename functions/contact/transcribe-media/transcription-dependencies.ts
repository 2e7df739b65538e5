import { contactLanguages } from "../../../domain/language/spoken-languages.ts";
import type { transcriptionMetrics } from "../../../domain/metrics/transcription-metrics.ts";
import type { MediaSource } from "../../../ports/media-source.ts";
import type { SegmentSink } from "../../../ports/segment-sink.ts";
import type { SpeechToText } from "../../../ports/speech-to-text.ts";

/** What `TranscribeMedia` needs of the world. */
export interface TranscriptionDependencies extends MediaSource, SpeechToText, SegmentSink {
  /** Whether the ledger knows that the contact is disconnected. */
  isContactOver(contactId: string): Promise<boolean>;
  /** Epoch milliseconds. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  readonly settings: TranscriptionSettings;
}

/** Times in milliseconds. */
export interface TranscriptionSettings {
  /** How long before the run's end a place to cut is looked for. */
  readonly handOverMarginMs: number;
  /** Most audio one speech session is sent: Amazon Transcribe ends a session after four hours. */
  readonly sessionLimitMs: number;
  /** Media that is this late is late: silence is sent from then on. Above the length of a fragment, below the 15 s after which Transcribe ends a silent session. */
  readonly lateAfterMs: number;
  /** Shortest time between two partial segments of one channel. Below the flow's long poll, which learns from them that the caller is speaking. */
  readonly partialIntervalMs: number;
  /** The languages that callers may speak, BCP-47; with one alone nothing is identified. */
  readonly spokenLanguages: readonly string[];
}

/** The settings that fit AWS. */
export const awsSettings: TranscriptionSettings = {
  handOverMarginMs: 60_000,
  sessionLimitMs: 14_100_000,
  lateAfterMs: 3_000,
  partialIntervalMs: 3_000,
  spokenLanguages: contactLanguages,
};

/** What is counted beside the transcript: each is a metric of the catalogue. */
export type Remark = keyof typeof transcriptionMetrics;

/** Counts a remark. */
export type Note = (remark: Remark, count?: number) => void;
