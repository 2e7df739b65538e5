import { isServed } from "../../../domain/language/capabilities.ts";
import { redactContinuation } from "../../../domain/redaction/redact-continuation.ts";
import type { Segment } from "../../../schemas/segment.ts";
import type { RedactedUtterance } from "../../../schemas/utterance.ts";

/** Stands for words in a language whose personal data nobody here finds. */
export const withheld = "[WITHHELD]";

/**
 * Takes personal data out of a segment's text, knowing what the speaker said just before. Everything behind this step sees placeholders such as
 * `[PHONE]` only; in a language without rules of redaction (domain/language/capabilities.ts) no word goes further.
 */
export function redactUtterance(segment: Segment): RedactedUtterance {
  const { version: _version, isPartial: _isPartial, precedingText = "", text, ...rest } = segment;
  if (!isServed("redaction", segment.languageCode)) return { ...rest, text: withheld, redactedTypes: ["WITHHELD"] };
  const redacted = redactContinuation(precedingText, text, segment.languageCode);
  return { ...rest, text: redacted.text, redactedTypes: [...new Set(redacted.spans.map((span) => span.type))].sort() };
}
