import { decodeModel } from "./decode-model.ts";
import type { LinearModel } from "./linear-model.ts";
import { encodedIntentModel } from "./model/intent-model.ts";

/** The intent model that `npm run train` made, Korean and English in one. Takes some tens of milliseconds: load once, at cold start. */
export function loadIntentModel(): LinearModel {
  return decodeModel(encodedIntentModel);
}
