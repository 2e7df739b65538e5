import { classifyIntent } from "../../../domain/understanding/classify-intent.ts";
import { loadIntentModel } from "../../../domain/understanding/load-intent-model.ts";
import { step } from "../../../runtime/step.ts";
import { RedactedUtterance } from "../../../schemas/utterance.ts";

const model = loadIntentModel();

/** Names the caller's intent with the embedded classifier. */
export const handler = step({
  service: "utterance.classify-intent",
  input: RedactedUtterance,
  dependencies: {},
  run: (_, utterance) => classifyIntent(model, utterance.text),
});
