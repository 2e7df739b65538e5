import type { PiiSpan } from "./pii-span.ts";

/** The spans in order, those that overlap as one: of the type of the longest. */
export function mergeOverlaps(spans: readonly PiiSpan[]): PiiSpan[] {
  const merged: PiiSpan[] = [];
  let longest = 0;
  for (const span of spans.toSorted((left, right) => left.start - right.start || right.end - left.end)) {
    const last = merged.at(-1);
    const length = span.end - span.start;
    if (!last || span.start >= last.end) {
      merged.push(span);
      longest = length;
      continue;
    }
    const type = length > longest ? span.type : last.type;
    longest = Math.max(longest, length);
    merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end), type };
  }
  return merged;
}
