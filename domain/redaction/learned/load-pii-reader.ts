import { encodedPiiModel } from "../model/pii-model.ts";
import { decodeSequenceModel } from "./decode-sequence-model.ts";
import { createSequenceReader, type SequenceReader } from "./sequence-reader.ts";

let loaded: SequenceReader | undefined;

/** A reader by the model that `npm run train` made of the marked utterances; loaded once. */
export function loadPiiReader(): SequenceReader {
  loaded ??= createSequenceReader(decodeSequenceModel(encodedPiiModel));
  return loaded;
}
