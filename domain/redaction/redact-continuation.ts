import { mergeOverlaps } from "./merge-overlaps.ts";
import { type RedactedText, redactText } from "./redact-text.ts";
import { replaceSpans } from "./replace-spans.ts";

/** A hesitation may open a text that goes on with a number. */
const longestOpening = 4;

/**
 * Redacts a text that follows on another of the same speaker, as {@link redactText} redacts both as one: the second half of a number is none by itself.
 * Text and offsets are those of the text alone. What is personal data in the text by itself is redacted as well, but for a number at its very beginning:
 * what was said before knows better whether that is an order's.
 * @param preceding the end of what was said before; empty when nothing was
 */
export function redactContinuation(preceding: string, text: string, languageCode: string): RedactedText {
  const alone = redactText(text, languageCode);
  if (preceding.trim() === "") return alone;
  const offset = preceding.length + 1;
  const continued = redactText(`${preceding} ${text}`, languageCode).spans.flatMap(({ start, end, type }) =>
    end > offset ? [{ start: Math.max(start - offset, 0), end: end - offset, type }] : [],
  );
  const spans = mergeOverlaps([...continued, ...alone.spans.filter(({ start }) => start > longestOpening)]);
  return { text: replaceSpans(text, spans), spans };
}
