import type { PiiSpan } from "./pii-span.ts";

/** The text with each span replaced by its placeholder. Spans must be in order and must not overlap. */
export function replaceSpans(text: string, spans: readonly PiiSpan[]): string {
  let out = "";
  let at = 0;
  for (const { start, end, type } of spans) {
    out += `${text.slice(at, start)}[${type}]`;
    at = end;
  }
  return out + text.slice(at);
}
