import { redactText } from "../../domain/redaction/redact-text.ts";

/** What somebody typed, without personal data, whether it is in Korean or in English. */
export function redactFreeText(text: string): string {
  return redactText(redactText(text, "ko-KR").text, "en-US").text;
}
