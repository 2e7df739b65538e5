import type { MarkedText } from "../../../domain/redaction/learned/tagged-text.ts";
import type { PiiType } from "../../../domain/redaction/pii-span.ts";
import { pickBelow, seededRandom } from "../../../domain/understanding/seeded-random.ts";
import { writtenLanguage } from "../evaluate-pii/written-language.ts";
import { rewriteMarked } from "./rewrite-marked.ts";

/**
 * Each utterance that holds personal data once more, with the data of other utterances of its language in place of its own, each of the same type: what
 * people say around a datum stands for more than the one datum that its author thought of. The same set and seed give the same utterances.
 */
export function exchangeData(set: readonly MarkedText[], seed: number): MarkedText[] {
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
      rewriteMarked(utterance, {
        datum: (own, { type }) => {
          const known = data.get(kindOf(utterance.text, type)) ?? [];
          return known[pickBelow(random, known.length)]?.said ?? own;
        },
        between: (said) => said,
      }),
    );
}
