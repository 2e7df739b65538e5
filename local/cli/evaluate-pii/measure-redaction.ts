import { type PiiSpan, type PiiType, piiTypes } from "../../../domain/redaction/pii-span.ts";
import type { MarkedUtterance } from "./marked-set.ts";

/** A span that was missed, or a redaction that was false, and its utterance. */
export interface Fault {
  readonly utterance: MarkedUtterance;
  readonly span: PiiSpan;
}

/** Counts for one type: spans by the type of the set, redactions by the type that was said. */
export interface TypeFigures {
  readonly spans: number;
  readonly found: number;
  readonly redactions: number;
  readonly right: number;
}

/** What redaction did to a set. Recall and precision are shares from 0 to 1, and 1 where there was nothing to find or nothing was redacted. */
export interface RedactionFigures extends TypeFigures {
  readonly recall: number;
  readonly precision: number;
  readonly byType: ReadonlyMap<PiiType, TypeFigures>;
  readonly misses: readonly Fault[];
  readonly falseRedactions: readonly Fault[];
}

/**
 * Compares redactions with the spans of a set. A span is found when all its characters are redacted, whatever the type said; a redaction is right when
 * at least half of its characters lie in spans.
 * @param redact the redactions of a text, in order and apart
 */
export function measureRedaction(
  set: readonly MarkedUtterance[],
  redact: (text: string) => readonly PiiSpan[],
): RedactionFigures {
  const misses: Fault[] = [];
  const falseRedactions: Fault[] = [];
  const byType = new Map(piiTypes.map((type) => [type, { spans: 0, found: 0, redactions: 0, right: 0 }]));
  const count = (type: PiiType, what: keyof TypeFigures): void => {
    const figures = byType.get(type);
    if (figures) figures[what] += 1;
  };
  for (const utterance of set) {
    const redactions = redact(utterance.text);
    for (const span of utterance.spans) {
      count(span.type, "spans");
      if (covered(span, redactions) === span.end - span.start) count(span.type, "found");
      else misses.push({ utterance, span });
    }
    for (const span of redactions) {
      count(span.type, "redactions");
      if (covered(span, utterance.spans) * 2 >= span.end - span.start) count(span.type, "right");
      else falseRedactions.push({ utterance, span });
    }
  }
  const total = (what: keyof TypeFigures): number => [...byType.values()].reduce((sum, type) => sum + type[what], 0);
  const [spans, found, redactions, right] = [total("spans"), total("found"), total("redactions"), total("right")];
  return {
    spans,
    found,
    redactions,
    right,
    recall: share(found, spans),
    precision: share(right, redactions),
    byType,
    misses,
    falseRedactions,
  };
}

/** A share, and 1 of nothing. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

function covered(span: PiiSpan, others: readonly PiiSpan[]): number {
  return others.reduce(
    (sum, { start, end }) => sum + Math.max(Math.min(end, span.end) - Math.max(start, span.start), 0),
    0,
  );
}
