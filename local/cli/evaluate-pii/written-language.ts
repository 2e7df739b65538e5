import { hasHangul } from "../../../domain/understanding/hangul.ts";

/** The language code of an utterance of a set: Korean where it holds Hangul, English otherwise. */
export function writtenLanguage(text: string): string {
  return hasHangul(text) ? "ko-KR" : "en-US";
}
