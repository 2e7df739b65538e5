import { redactContinuation } from "../../../domain/redaction/redact-continuation.ts";
import type { Segment } from "../../../schemas/segment.ts";
import type { RedactedUtterance } from "../../../schemas/utterance.ts";

/**
 * Takes personal data out of a segment's text, knowing what the speaker said just before. Everything behind this step sees placeholders such as
 * `[PHONE]` only.
 */
export function redactUtterance(segment: Segment): RedactedUtterance {
  const { version: _version, isPartial: _isPartial, precedingText = "", text, ...rest } = segment;
  const redacted = redactContinuation(precedingText, text, segment.languageCode);
  return { ...rest, text: redacted.text, redactedTypes: [...new Set(redacted.spans.map((span) => span.type))].sort() };
}
