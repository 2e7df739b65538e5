import type { MarkedText } from "../../../domain/redaction/learned/tagged-text.ts";
import type { PiiSpan } from "../../../domain/redaction/pii-span.ts";

/** How to rewrite what is marked and what lies between. */
export interface Rewriting {
  readonly datum: (said: string, span: PiiSpan) => string;
  readonly between: (said: string) => string;
}

/** A marked utterance in other words: the marks move along. */
export function rewriteMarked({ text, spans }: MarkedText, { datum, between }: Rewriting): MarkedText {
  let out = "";
  let at = 0;
  const rewritten = spans.map((span) => {
    out += between(text.slice(at, span.start));
    const start = out.length;
    out += datum(text.slice(span.start, span.end), span);
    at = span.end;
    return { ...span, start, end: out.length };
  });
  return { text: out + between(text.slice(at)), spans: rewritten };
}
