import { comprehendClient } from "../../../adapters/aws-clients.ts";
import { createComprehendLanguage } from "../../../adapters/comprehend-language.ts";
import { step } from "../../../runtime/step.ts";
import { RedactedUtterance } from "../../../schemas/utterance.ts";
import { analyseSentiment } from "./step.ts";

/** Asks Amazon Comprehend how the caller sounds. */
export const handler = step({
  service: "utterance.analyse-sentiment",
  input: RedactedUtterance,
  dependencies: createComprehendLanguage(comprehendClient()),
  run: analyseSentiment,
});
