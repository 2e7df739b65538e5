import type { PiiSpan, PiiType } from "../../../domain/redaction/pii-span.ts";
import { pickBelow, seededRandom } from "../../../domain/understanding/seeded-random.ts";
import type { MarkedUtterance } from "../evaluate-pii/marked-set.ts";
import { writtenLanguage } from "../evaluate-pii/written-language.ts";

type Marked = Pick<MarkedUtterance, "text" | "spans">;

/**
 * Each utterance that holds personal data once more, with the data of other utterances of its language in place of its own, each of the same type: what
 * people say around a datum stands for more than the one datum that its author thought of. The same set and seed give the same utterances.
 */
export function exchangeData(set: readonly Marked[], seed: number): Marked[] {
  const random = seededRandom(seed);
  const kindOf = (text: string, type: PiiType) => `${writtenLanguage(text)} ${type}`;
  const data = Map.groupBy(
    set.flatMap(({ text, spans }) =>
      spans.map(({ start, end, type }) => ({ kind: kindOf(text, type), said: text.slice(start, end) })),
    ),
    ({ kind }) => kind,
  );
  return set
    .filter(({ spans }) => spans.length > 0)
    .map((utterance) =>
      replaceData(utterance, ({ type }) => {
        const known = data.get(kindOf(utterance.text, type)) ?? [];
        return known[pickBelow(random, known.length)]?.said ?? "";
      }),
    );
}

function replaceData({ text, spans }: Marked, replacement: (span: PiiSpan) => string): Marked {
  let out = "";
  let at = 0;
  const replaced = spans.map((span) => {
    out += text.slice(at, span.start);
    const start = out.length;
    out += replacement(span);
    at = span.end;
    return { ...span, start, end: out.length };
  });
  return { text: out + text.slice(at), spans: replaced };
}
