import { intentLabelSet, intentLabels } from "../../schemas/intent.ts";
import type { IntentModel } from "./classify-intent.ts";
import { decodeModel } from "./decode-model.ts";
import { loadWordVectors } from "./load-word-vectors.ts";
import { encodedIntentModel } from "./model/intent-model.ts";

/**
 * The intent model that `npm run train` made, Korean and English in one. Takes some tens of milliseconds: load once, at cold start.
 * @throws Error when it was trained for other labels than those of `schemas/intents`; remedy: `npm run train`
 */
export function loadIntentModel(): IntentModel {
  const model = decodeModel(encodedIntentModel, loadWordVectors());
  if (model.labels.join() !== intentLabels.join())
    throw new Error("loadIntentModel: the model was trained for other labels than schemas/intents has; npm run train");
  return { ...model, labelSet: intentLabelSet };
}
