import {
  BatchDetectSentimentCommand,
  type ComprehendClient,
  DetectSentimentCommand,
  LanguageCode,
  type SentimentScore,
} from "@aws-sdk/client-comprehend";
import { z } from "zod";
import { baseLanguageOf, capabilityOf } from "../domain/language/capabilities.ts";
import { type SentimentScores, sentimentLabels } from "../domain/understanding/classify-sentiment.ts";
import { mergeSentiments } from "../domain/understanding/merge-sentiments.ts";
import { splitText } from "../domain/understanding/split-text.ts";
import type { Language } from "../ports/language.ts";
import { rejected, transient } from "../runtime/faults.ts";
import { parse } from "../runtime/parse.ts";
import { faultOf } from "./aws-faults.ts";

/** DetectSentiment takes 5,000 bytes of UTF-8 (https://docs.aws.amazon.com/comprehend/latest/dg/guidelines-and-limits.html). */
export const maxSentimentBytes = 5_000;
/** BatchDetectSentiment takes 25 such documents (https://docs.aws.amazon.com/comprehend/latest/APIReference/API_BatchDetectSentiment.html). */
export const maxDocuments = 25;

const Label = z.enum(sentimentLabels);
/** What a document of a batch may fail with and a later call may do better at. */
const passingErrors = new Set(["INTERNAL_SERVER_EXCEPTION", "InternalServerException", "TooManyRequestsException"]);

/** Sentiment by Amazon Comprehend. A text above the limit is cut at sentence ends and asked about in batches: one call for up to 125,000 bytes. */
export function createComprehendLanguage(client: ComprehendClient): Language {
  return {
    sentimentOf: async (text, languageCode) => {
      const language = languageNamed(languageCode);
      const parts = splitText(text, maxSentimentBytes).filter((part) => part.trim() !== "");
      try {
        const judged = await judge(client, parts, language);
        const { sentiment, scores } = mergeSentiments(
          judged.map((one, at) => ({ text: parts[at] ?? "", judged: one })),
        );
        return { sentiment, negativity: scores.NEGATIVE, engine: "comprehend" };
      } catch (error) {
        throw faultOf(error, "analyse sentiment", { TextSizeLimitExceededException: "ContractViolation" });
      }
    },
  };
}

/** The sentiments of the parts, in their order. */
async function judge(client: ComprehendClient, parts: readonly string[], language: LanguageCode) {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    const answer = await client.send(new DetectSentimentCommand({ Text: only, LanguageCode: language }));
    return [scoresOf(answer.Sentiment, answer.SentimentScore)];
  }
  const judged: SentimentScores[] = [];
  for (let from = 0; from < parts.length; from += maxDocuments) {
    const TextList = parts.slice(from, from + maxDocuments);
    const answer = await client.send(new BatchDetectSentimentCommand({ TextList, LanguageCode: language }));
    const [failed] = answer.ErrorList ?? [];
    if (failed) {
      const message = `could not analyse sentiment: ${failed.ErrorCode ?? "unknown error"} in part ${from + (failed.Index ?? 0) + 1} of ${parts.length}`;
      throw passingErrors.has(failed.ErrorCode ?? "") ? transient(message) : rejected(message);
    }
    const inOrder = [...(answer.ResultList ?? [])].sort((a, b) => (a.Index ?? 0) - (b.Index ?? 0));
    if (inOrder.length !== TextList.length) throw transient("Comprehend left out a part of the text");
    judged.push(...inOrder.map(({ Sentiment, SentimentScore }) => scoresOf(Sentiment, SentimentScore)));
  }
  return judged;
}

function scoresOf(label: string | undefined, scores: SentimentScore | undefined): SentimentScores {
  return {
    sentiment: parse(Label, label, "Comprehend's sentiment"),
    scores: {
      POSITIVE: scores?.Positive ?? 0,
      NEGATIVE: scores?.Negative ?? 0,
      NEUTRAL: scores?.Neutral ?? 0,
      MIXED: scores?.Mixed ?? 0,
    },
  };
}

/** @throws Rejected for a language whose sentiment Comprehend does not read */
function languageNamed(languageCode: string): LanguageCode {
  const base = baseLanguageOf(languageCode);
  const known = Object.values(LanguageCode).find((code) => code === base);
  if (known === undefined || !capabilityOf("sentiment", languageCode).answers?.includes("comprehend")) {
    throw rejected(`languageCode: Amazon Comprehend does not know "${languageCode}"`);
  }
  return known;
}
