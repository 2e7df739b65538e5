import { findPii } from "./find-pii.ts";
import { knownColumns } from "./learned/known-columns.ts";
import { spansOf, tagsOf } from "./learned/marked-tokens.ts";
import { readTokens } from "./learned/read-tokens.ts";
import { bestTags, emissionsOf, type SequenceModel } from "./learned/tag-sequence.ts";
import { tokenFeatures } from "./learned/token-features.ts";
import { mergeOverlaps } from "./merge-overlaps.ts";
import type { PiiSpan } from "./pii-span.ts";
import { startScan } from "./scan.ts";

/**
 * How readily the model takes something for personal data, in the units of its scores: what it finds at `likely` is redacted; what rules have found is left in
 * clear only where it finds nothing even at `possible`. Chosen on the set `blind-6`: docs/redaction.md.
 */
const caution = { likely: -20, possible: -80 } as const;

/**
 * Every stretch of personal data in an utterance, in order, without overlaps: the rules of {@link findPii} look for it, and a model that was trained on marked
 * utterances, with what the rules have found as evidence, decides. It finds what no rule foresaw, and lets go of what only looks like personal data.
 * The work grows linearly with the text.
 */
export function judgePii(text: string, languageCode: string, model: SequenceModel): PiiSpan[] {
  const scan = startScan(text);
  const found = findPii(text, languageCode, scan);
  const tokens = readTokens(scan.text);
  const features = tokenFeatures(tokens, tagsOf(tokens, found));
  const emissions = emissionsOf(
    model,
    features.map((row) => knownColumns(model.hashes, row)),
  );
  const [likely, possible] = [caution.likely, caution.possible].map((level) =>
    spansOf(tokens, bestTags(model, emissions, level)),
  );
  const kept = found.filter((span) => possible?.some(({ start, end }) => start < span.end && span.start < end));
  return mergeOverlaps([...kept, ...(likely ?? [])]);
}
