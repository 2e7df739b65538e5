import { type PiiSpan, piiTypes } from "../pii-span.ts";
import type { Token } from "./read-tokens.ts";
import type { Tag } from "./tag-sequence.ts";

/** How many tags there are. */
export const tagCount = 1 + 2 * piiTypes.length;

/** The tag of each token of a text in which the personal data is marked. */
export function tagsOf(tokens: readonly Token[], spans: readonly PiiSpan[]): Tag[] {
  let next = 0;
  return tokens.map(({ start, end }) => {
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    const span = spans[next];
    if (!span || span.start >= end) return 0;
    return 1 + 2 * piiTypes.indexOf(span.type) + (start > span.start ? 1 : 0);
  });
}

/** The stretches that tags stand for. */
export function spansOf(tokens: readonly Token[], tags: readonly Tag[]): PiiSpan[] {
  const spans: PiiSpan[] = [];
  tokens.forEach(({ start, end }, at) => {
    const tag = tags[at] ?? 0;
    const type = piiTypes[(tag - 1) >> 1];
    if (tag === 0 || type === undefined) return;
    const last = spans.at(-1);
    if (tag % 2 === 0 && last) spans[spans.length - 1] = { ...last, end };
    else spans.push({ start, end, type });
  });
  return spans;
}
