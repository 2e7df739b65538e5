import { classifyIntent } from "../../../domain/understanding/classify-intent.ts";
import { loadIntentModel } from "../../../domain/understanding/load-intent-model.ts";
import { step } from "../../../runtime/step.ts";
import { RedactedUtterance } from "../../../schemas/utterance.ts";
import { classifyUtterance } from "./step.ts";

const model = loadIntentModel();

/** Names the caller's intent with the embedded classifier. */
export const handler = step({
  service: "utterance.classify-intent",
  input: RedactedUtterance,
  dependencies: (text: string) => classifyIntent(model, text),
  run: classifyUtterance,
});
