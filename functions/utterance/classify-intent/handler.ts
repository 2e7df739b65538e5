import { classifyIntent } from "../../../domain/understanding/classify-intent.ts";
import { step } from "../../../runtime/step.ts";
import { RedactedUtterance } from "../../../schemas/utterance.ts";

/** Names the caller's intent with the embedded classifier. */
export const handler = step({
  service: "utterance.classify-intent",
  input: RedactedUtterance,
  dependencies: {},
  run: (_, utterance) => classifyIntent(utterance.text),
});
