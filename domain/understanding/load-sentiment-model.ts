import { decodeModel } from "./decode-model.ts";
import type { LinearModel } from "./linear-model.ts";
import { loadWordVectors } from "./load-word-vectors.ts";
import { encodedSentimentModel } from "./model/sentiment-model.ts";

/** The sentiment model that `npm run train` made, Korean and English in one. Load once. */
export function loadSentimentModel(): LinearModel {
  return decodeModel(encodedSentimentModel, loadWordVectors());
}
