import type { PiiSpan } from "../pii-span.ts";
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
 * @param ruled what the rules find in it; undefined where rules were written by it: what they find there tells nothing of what they find elsewhere
 */
export function taggedText({ text, spans }: MarkedText, ruled: readonly PiiSpan[] | undefined): TaggedText {
  const tokens = readTokens(text);
  return { features: tokenFeatures(tokens, ruled && tagsOf(tokens, ruled)), tags: tagsOf(tokens, spans) };
}
