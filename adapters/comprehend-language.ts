import { type ComprehendClient, DetectSentimentCommand } from "@aws-sdk/client-comprehend";
import type { Language } from "../ports/language.ts";
import { parse } from "../runtime/parse.ts";
import { SentimentLabel } from "../schemas/sentiment.ts";
import { faultOf } from "./aws-faults.ts";

/** DetectSentiment takes 5,000 bytes of UTF-8 (https://docs.aws.amazon.com/comprehend/latest/dg/guidelines-and-limits.html). */
export const maxSentimentBytes = 5_000;

/** Sentiment by Amazon Comprehend, which knows Korean and English by their two-letter codes. */
export function createComprehendLanguage(client: ComprehendClient): Language {
  return {
    sentimentOf: async (text, languageCode) => {
      try {
        const LanguageCode = languageCode.startsWith("ko") ? "ko" : "en";
        const answer = await client.send(new DetectSentimentCommand({ Text: longestEnd(text), LanguageCode }));
        const sentiment = parse(SentimentLabel, answer.Sentiment, "Comprehend's sentiment");
        return { sentiment, negativity: answer.SentimentScore?.Negative ?? 0 };
      } catch (error) {
        throw faultOf(error, "analyse sentiment", { TextSizeLimitExceededException: "ContractViolation" });
      }
    },
  };
}

/** The longest end of the text that fits: what was said last weighs most. Cut between characters, never within one. */
function longestEnd(text: string): string {
  let bytes = 0;
  const kept: string[] = [];
  for (const character of [...text].reverse()) {
    bytes += new TextEncoder().encode(character).length;
    if (bytes > maxSentimentBytes) break;
    kept.push(character);
  }
  return kept.reverse().join("");
}
