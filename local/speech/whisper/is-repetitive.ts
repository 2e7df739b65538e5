import { deflateSync } from "node:zlib";

/**
 * Whether a transcript repeats itself as a model does that is caught in a loop: it compresses by more than 2.4, the
 * `compression_ratio_threshold` of OpenAI's whisper/transcribe.py.
 */
export function isRepetitive(text: string): boolean {
  const bytes = Buffer.from(text);
  return bytes.length > 0 && bytes.length / deflateSync(bytes).length > 2.4;
}
