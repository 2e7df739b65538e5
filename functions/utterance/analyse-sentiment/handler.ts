import { z } from "zod";
import { comprehendClient } from "../../../adapters/aws-clients.ts";
import { createComprehendLanguage } from "../../../adapters/comprehend-language.ts";
import { createEmbeddedLanguage } from "../../../adapters/embedded-language.ts";
import { loadSentimentModel } from "../../../domain/understanding/load-sentiment-model.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { RedactedUtterance } from "../../../schemas/utterance.ts";
import { EngineRests } from "./engine-rests.ts";
import { SentimentEngines } from "./sentiment-engines.ts";
import { analyseSentiment } from "./step.ts";

const env = environment(z.object({ SENTIMENT_ENGINES: SentimentEngines }));
const makers = {
  comprehend: () => createComprehendLanguage(comprehendClient()),
  embedded: () => createEmbeddedLanguage(loadSentimentModel()),
};

/** Tells how the caller sounds. */
export const handler = step({
  service: "utterance.analyse-sentiment",
  input: RedactedUtterance,
  dependencies: {
    engines: env.SENTIMENT_ENGINES.map((engine) => ({ engine, language: makers[engine]() })),
    rests: new EngineRests(Date.now),
  },
  run: analyseSentiment,
});
