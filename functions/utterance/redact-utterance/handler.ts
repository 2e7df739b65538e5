import { step } from "../../../runtime/step.ts";
import { Segment } from "../../../schemas/segment.ts";
import { redactUtterance } from "./step.ts";

/** First step of `utterance`: nothing with personal data goes further. */
export const handler = step({
  service: "utterance.redact-utterance",
  input: Segment,
  dependencies: {},
  run: (_, segment) => redactUtterance(segment),
});
