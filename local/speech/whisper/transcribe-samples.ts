import { isRepetitive } from "./is-repetitive.ts";
import type { NativeLibrary } from "./native-library.ts";
import { resample } from "./resample.ts";
import type { Transcription, TranscriptionRequest } from "./transcription.ts";
import { wordsOfTokens } from "./words-of-tokens.ts";

const positionsPerSecond = 50;
const allPositions = 1500;
const fewestPositions = 384;
/** whisper.cpp refuses less than a second. */
const fewestSamples = 17_600;

/**
 * Recognises one utterance. The encoder is run over the utterance and some silence after it instead of over Whisper's
 * full 30 seconds, which costs a fifth of the time; with less than 4 s of silence the model falls into loops
 * (docs/adr/0004-embedded-recogniser.md). A looping transcript is decoded again with the full window, and dropped if
 * that loops too.
 */
export function transcribeSamples(
  native: NativeLibrary,
  context: bigint,
  state: bigint,
  request: TranscriptionRequest,
): Transcription {
  const heard = resample(request.samples, request.sampleRateHz, 16_000);
  const seconds = heard.length / 16_000;
  const samples = new Float32Array(Math.max(fewestSamples, heard.length));
  samples.set(heard);
  const near = Math.ceil(((seconds + 4) * positionsPerSecond) / 64) * 64;
  const maxTokens = 24 + Math.ceil(seconds * 14);
  for (const audioContext of new Set([Math.min(allPositions, Math.max(fewestPositions, near)), allPositions])) {
    native.decode(context, state, samples, { language: request.language, audioContext, maxTokens });
    const text = native.text(state).trim();
    if (isRepetitive(text)) continue;
    const tokens = native.tokens(context, state);
    const logs = tokens.map(({ probability }) => Math.log(Math.max(probability, 1e-9)));
    return {
      text,
      words: wordsOfTokens(text, tokens),
      noSpeech: native.noSpeech(state),
      meanLogProbability: logs.length === 0 ? 0 : logs.reduce((sum, log) => sum + log, 0) / logs.length,
    };
  }
  return { text: "", words: [], noSpeech: native.noSpeech(state), meanLogProbability: Number.NEGATIVE_INFINITY };
}
