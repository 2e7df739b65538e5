/** A piece of what was heard, in session time (ms since the first audio byte of the session). */
export interface HeardWord {
  text: string;
  startMs: number;
  endMs: number;
  /** From 0 to 1. */
  confidence: number;
}

/**
 * What one channel was heard to say between two moments. Partials are guesses at an utterance that is still going on;
 * each names the same `resultId` as the ones before it and as the final that replaces them. Every utterance that had a
 * partial gets exactly one final; its text is empty when, at the end, it turned out not to be speech.
 */
export interface Hearing {
  channel: number;
  resultId: string;
  isPartial: boolean;
  startMs: number;
  endMs: number;
  text: string;
  words: HeardWord[];
  /** BCP-47, where the session told languages apart. */
  languageCode?: string;
}

/** One call (or other audio) being listened to. */
export interface SpeechSession {
  /** Feeds interleaved little-endian 16-bit PCM of all channels; returns what became known by it (partials and finals), in order. */
  write(interleaved: Int16Array): Promise<Hearing[]>;
  /** The caller ended the audio: everything still open becomes final. */
  end(): Promise<Hearing[]>;
  /** Frees native memory. Safe to call twice. */
  close(): void;
}

/**
 * What a session needs to know before its first byte. `languageCode` is BCP-47, e.g. ko-KR; with `languageOptions` it is the likeliest of them, and an engine
 * that can tells them apart from utterance to utterance.
 */
export interface SpeechSessionOptions {
  sessionId: string;
  languageCode: string;
  languageOptions?: readonly string[];
  sampleRateHz: number;
  channels: number;
}

/** Something that turns audio into words: a recogniser, or a replay of words known beforehand. */
export interface SpeechEngine {
  /** Shown wherever a person looks, e.g. "recogniser whisper.cpp 1.8.5 (model whisper-base)". */
  readonly name: string;
  readonly kind: "recogniser" | "replay";
  /** Throws "BadRequestException" for options that the engine does not support. */
  open(options: SpeechSessionOptions): Promise<SpeechSession>;
  close(): Promise<void>;
}
