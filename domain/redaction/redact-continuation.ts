import type { PiiSpan } from "./pii-span.ts";
import { type RedactedText, redactText, replaceSpans } from "./redact-text.ts";

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
  const spans = unite(
    continued,
    alone.spans.filter(({ start }) => start > longestOpening),
  );
  return { text: replaceSpans(text, spans), spans };
}

/** All of the first, and of the second what none of the first touches or what makes one of the first longer. */
function unite(first: readonly PiiSpan[], second: readonly PiiSpan[]): PiiSpan[] {
  const united: PiiSpan[] = [];
  for (const span of [...first, ...second].sort((left, right) => left.start - right.start || right.end - left.end)) {
    const last = united.at(-1);
    if (!last || span.start >= last.end) united.push(span);
    else if (span.end > last.end) united[united.length - 1] = { ...last, end: span.end };
  }
  return united;
}
