import { z } from "zod";
import { CommaList } from "../../../runtime/comma-list.ts";
import { SentimentEngine } from "../../../schemas/sentiment.ts";

/**
 * The variable `SENTIMENT_ENGINES`: the engines in the order in which they are asked, with commas between them. `comprehend,embedded` unless set: Amazon
 * Comprehend, and the embedded model when it is throttled or away. `embedded,comprehend` asks Comprehend only for languages that the model does not know;
 * `embedded` alone sends no word to another service.
 */
export const SentimentEngines = CommaList.prefault("comprehend,embedded")
  .pipe(z.array(SentimentEngine).min(1))
  .refine((names) => new Set(names).size === names.length, "name each engine once");
