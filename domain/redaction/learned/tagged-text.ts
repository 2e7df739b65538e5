import { findPii } from "../find-pii.ts";
import type { PiiSpan } from "../pii-span.ts";
import { replaceSpans } from "../replace-spans.ts";
import { startScan } from "../scan.ts";
import { tagsOf } from "./marked-tokens.ts";
import { readTokens } from "./read-tokens.ts";
import { tokenFeatures } from "./token-features.ts";
import type { TaggedText } from "./train-sequence-model.ts";

/** An utterance in which the personal data is marked. */
export interface MarkedText {
  readonly text: string;
  readonly spans: readonly PiiSpan[];
}

/**
 * A marked utterance as the trainer wants it.
 * @param isUnread whether no rule was written by it: only then does what the rules find in it tell what they find in others
 */
export function taggedText({ text, spans }: MarkedText, isUnread: boolean): TaggedText {
  const scan = startScan(text);
  const tokens = readTokens(scan.text);
  const languageCode = /[가-힣]/.test(text) ? "ko-KR" : "en-US";
  const evidence = isUnread ? tagsOf(tokens, findPii(text, languageCode, scan)) : undefined;
  return { features: tokenFeatures(tokens, evidence), tags: tagsOf(tokens, spans) };
}

/** The same utterance as it stands after redaction: there is nothing more to find in it. */
export function withoutMarks({ text, spans }: MarkedText): MarkedText {
  return { text: replaceSpans(text, spans), spans: [] };
}
