/** Audio to be recognised in one go, at most 30 seconds of it. */
export interface TranscriptionRequest {
  samples: Int16Array;
  sampleRateHz: number;
  /** Whisper's own name of the language: "ko", "en". */
  language: string;
}

/** What was recognised. Confidences and `noSpeech` are probabilities from 0 to 1. */
export interface Transcription {
  text: string;
  words: { text: string; confidence: number }[];
  /** The model's belief that there was no speech at all. */
  noSpeech: number;
  /** Mean natural logarithm of the probability of the chosen tokens. */
  meanLogProbability: number;
}
