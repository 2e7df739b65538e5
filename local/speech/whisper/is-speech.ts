import type { Transcription } from "./transcription.ts";

/**
 * Whether a transcription is of speech. Given noise or music, Whisper writes something all the same. The rule is that of
 * OpenAI's whisper/transcribe.py: not when the model thinks there was no speech (above 0.6) and is unsure of the words
 * (mean log probability below -1). A text without a letter or digit is not speech either.
 */
export function isSpeech({ text, noSpeech, meanLogProbability }: Transcription): boolean {
  if (!/[\p{L}\p{N}]/u.test(text)) return false;
  return !(noSpeech > 0.6 && meanLogProbability < -1);
}
