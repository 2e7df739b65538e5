import { judgePii } from "./judge-pii.ts";
import { loadPiiReader } from "./learned/load-pii-reader.ts";
import type { PiiSpan } from "./pii-span.ts";
import { replaceSpans } from "./replace-spans.ts";

/** A text without personal data, and where it was (offsets into the text as it came). */
export interface RedactedText {
  readonly text: string;
  readonly spans: readonly PiiSpan[];
}

/** Passes at most: taking data out can bring two numbers' words together, so the result is read again until nothing is found. */
const mostPasses = 4;

/**
 * Replaces personal data by placeholders such as `[PHONE]`. Text outside of the spans is unchanged; redacting what was redacted changes nothing.
 * @param languageCode BCP-47, e.g. `ko-KR`; see {@link judgePii}
 */
export function redactText(text: string, languageCode: string): RedactedText {
  let spans: PiiSpan[] = [];
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const redacted = replaceSpans(text, spans);
    const found = judgePii(redacted, languageCode, loadPiiReader());
    if (found.length === 0) return { text: redacted, spans };
    spans = mergeFound(spans, found);
  }
  return { text: replaceSpans(text, spans), spans };
}

/** Adds spans found in the redacted text (`found`), moved back to where they lie in the text as it came. Placeholders are never part of them. */
function mergeFound(known: readonly PiiSpan[], found: readonly PiiSpan[]): PiiSpan[] {
  const merged: PiiSpan[] = [];
  let shift = 0;
  let next = 0;
  for (const span of found) {
    for (let earlier = known[next]; earlier && earlier.start + shift < span.start; earlier = known[next]) {
      merged.push(earlier);
      shift += earlier.type.length + "[]".length - (earlier.end - earlier.start);
      next += 1;
    }
    merged.push({ ...span, start: span.start - shift, end: span.end - shift });
  }
  return merged.concat(known.slice(next));
}
