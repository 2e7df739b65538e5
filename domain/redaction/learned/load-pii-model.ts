import { encodedPiiModel } from "../model/pii-model.ts";
import { decodeSequenceModel } from "./decode-sequence-model.ts";
import type { SequenceModel } from "./tag-sequence.ts";

let loaded: SequenceModel | undefined;

/** The model that `npm run train` made of the marked utterances, read once. */
export function loadPiiModel(): SequenceModel {
  loaded ??= decodeSequenceModel(encodedPiiModel);
  return loaded;
}
