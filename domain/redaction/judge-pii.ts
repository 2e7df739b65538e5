import { findEchoedNames } from "./echoed-names.ts";
import { findPii } from "./find-pii.ts";
import { likelyTags } from "./learned/likely-tags.ts";
import { spansOf, tagsOf } from "./learned/marked-tokens.ts";
import { readTokens } from "./learned/read-tokens.ts";
import type { SequenceReader } from "./learned/sequence-reader.ts";
import { tokenFeatures } from "./learned/token-features.ts";
import { mergeOverlaps } from "./merge-overlaps.ts";
import type { PiiSpan } from "./pii-span.ts";
import { isRefuted } from "./refute-reading.ts";
import { startScan } from "./scan.ts";

/**
 * Every stretch of personal data in an utterance, in order, without overlaps: what the rules of {@link findPii} find, and what a model finds besides that was
 * trained on marked utterances, with the rules' findings as evidence, unless the rules know better. The rules know what numbers are made of, the model how
 * people speak about them. The work grows linearly with the text. A text with placeholders was read by the model before it was redacted; only the rules look again at what that left.
 */
export function judgePii(text: string, languageCode: string, read: SequenceReader): PiiSpan[] {
  const scan = startScan(text);
  const ruled = findPii(text, languageCode, scan);
  if (scan.hasPlaceholders) return ruled;
  const tokens = readTokens(text);
  const probabilities = read(tokenFeatures(tokens, tagsOf(tokens, ruled)));
  const ruledEnds = new Set(ruled.map(({ end }) => end));
  const learned = spansOf(tokens, likelyTags(probabilities))
    .map((span) => withoutHesitation(text, span))
    .map((span) => withRuledEnd(text, ruledEnds, span));
  const spans = mergeOverlaps([...ruled, ...learned.filter((span) => !isRefuted(scan, span))]);
  return mergeOverlaps([...spans, ...findEchoedNames(scan, spans)]);
}

const hesitationBefore = /^(?:(?:uh|um|er|erm|음+|어+)[\s,.]{1,2})+/i;
const hesitationBehind = /(?:[\s,.]{1,2}(?:uh|um|er|erm|음+|어+))+$/i;

/** A datum holds the hesitations inside it, but none before or behind it. */
function withoutHesitation(text: string, { start, end, type }: PiiSpan): PiiSpan {
  const said = text.slice(start, end);
  const [before, behind] = [hesitationBefore.exec(said)?.[0] ?? "", hesitationBehind.exec(said)?.[0] ?? ""];
  const isMore = before.length + behind.length < said.length;
  return isMore ? { start: start + before.length, end: end - behind.length, type } : { start, end, type };
}

const ending = /^(?:구요|이[요에고]|에)/;

/** Where a number ends the rules know better: in "육칠팔이구요" the last digit is 이, and what is parted from it by 에 has not been said yet. */
function withRuledEnd(text: string, ruledEnds: ReadonlySet<number>, span: PiiSpan): PiiSpan {
  const end = span.end - 1;
  return ruledEnds.has(end) && ending.test(text.slice(end, end + 2)) ? { ...span, end } : span;
}
