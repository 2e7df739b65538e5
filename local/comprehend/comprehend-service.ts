import { z } from "zod";
import { loadSentimentModel } from "../../domain/understanding/load-sentiment-model.ts";
import { type JsonOperation, serveJson } from "../gateway/json-protocol.ts";
import { type LocalService, ServiceError } from "../gateway/service.ts";
import { createLanguageEngine, type LanguageEngine } from "./language-engine.ts";

/** Limits of Amazon Comprehend. Source: https://docs.aws.amazon.com/comprehend/latest/dg/guidelines-and-limits.html */
export const comprehendLimits = {
  sentimentBytes: 5_000,
  entityBytes: 100_000,
  languageBytes: 100_000,
  batchDocuments: 25,
} as const;

/** Asked before each operation; throws what the client shall see (a throttle, an outage), or returns to let it through. */
export type FaultHook = (operation: string) => void;

/** How a {@link createComprehendService} is set up. */
export interface ComprehendOptions {
  readonly engine?: LanguageEngine;
  readonly beforeOperation?: FaultHook;
}

/** The service, and the name of what answers in it. */
export interface ComprehendService extends LocalService {
  readonly engineName: string;
}

const Input = z.object({ Text: z.string(), LanguageCode: z.string() });
const BatchInput = z.object({ TextList: z.array(z.string()), LanguageCode: z.string() });
const LanguageInput = z.object({ Text: z.string() });

/** Languages that Comprehend knows for sentiment and entities. Source: https://docs.aws.amazon.com/comprehend/latest/dg/supported-languages.html */
const comprehendLanguages = new Set(["en", "es", "fr", "de", "it", "pt", "ar", "hi", "ja", "ko", "zh", "zh-TW"]);
const embeddedLanguages = new Set(["ko", "en"]);

/** A throttle as Comprehend words it, for fault hooks. */
export function tooManyRequests(): ServiceError {
  return new ServiceError(
    "TooManyRequestsException",
    "Rate exceeded: the fault hook of the simulated Comprehend throttles this request.",
  );
}

/** An outage as Comprehend words it, for fault hooks. */
export function internalServerError(): ServiceError {
  return new ServiceError("InternalServerException", "The fault hook of the simulated Comprehend is down.", 500);
}

/**
 * Amazon Comprehend on the local stack: DetectSentiment, BatchDetectSentiment, DetectEntities and DetectDominantLanguage (JSON 1.1, target
 * `Comprehend_20171127`), with the real service's limits and modelled errors. What answers is simulated, and says so in its name.
 */
export function createComprehendService({
  engine = createLanguageEngine(loadSentimentModel()),
  beforeOperation,
}: ComprehendOptions = {}): ComprehendService {
  const operations = operationsOf(engine);
  const guarded = Object.fromEntries(
    Object.entries(operations).map(([name, operation]): [string, JsonOperation] => [
      name,
      (input, request) => {
        beforeOperation?.(name);
        return operation(input, request);
      },
    ]),
  );
  return {
    engineName: engine.name,
    signingNames: ["comprehend"],
    handle: (request, response) => serveJson(guarded, request, response),
    close: async () => {},
  };
}

function operationsOf(engine: LanguageEngine): Readonly<Record<string, JsonOperation>> {
  const sentiment = (text: string) => {
    const { sentiment: label, scores } = engine.sentimentOf(text);
    return {
      Sentiment: label,
      SentimentScore: {
        Positive: scores.POSITIVE,
        Negative: scores.NEGATIVE,
        Neutral: scores.NEUTRAL,
        Mixed: scores.MIXED,
      },
    };
  };
  return {
    DetectSentiment: (input) => {
      const { Text, LanguageCode } = parse(Input, input);
      checkLanguage(LanguageCode);
      checkText(Text, comprehendLimits.sentimentBytes);
      return sentiment(Text);
    },
    BatchDetectSentiment: (input) => {
      const { TextList, LanguageCode } = parse(BatchInput, input);
      checkLanguage(LanguageCode);
      if (TextList.length === 0)
        throw new ServiceError("InvalidRequestException", "TextList must hold at least one document.");
      if (TextList.length > comprehendLimits.batchDocuments) {
        throw new ServiceError(
          "BatchSizeLimitExceededException",
          `A batch holds at most ${comprehendLimits.batchDocuments} documents; got ${TextList.length}.`,
        );
      }
      return judgeBatch(TextList, sentiment);
    },
    DetectEntities: (input) => {
      const { Text, LanguageCode } = parse(Input, input);
      checkLanguage(LanguageCode);
      checkText(Text, comprehendLimits.entityBytes);
      const toEntity = ({ start, end, text, type, score }: ReturnType<LanguageEngine["entitiesOf"]>[number]) => ({
        BeginOffset: start,
        EndOffset: end,
        Text: text,
        Type: type,
        Score: score,
      });
      return { Entities: engine.entitiesOf(Text, LanguageCode).map(toEntity) };
    },
    DetectDominantLanguage: (input) => {
      const { Text } = parse(LanguageInput, input);
      checkText(Text, comprehendLimits.languageBytes);
      return {
        Languages: engine
          .languagesOf(Text)
          .map(({ languageCode, score }) => ({ LanguageCode: languageCode, Score: score })),
      };
    },
  };
}

/** Each document by itself: one that is too long or empty stands in ErrorList and does not spoil the others. */
function judgeBatch<Result extends object>(
  texts: readonly string[],
  judge: (text: string) => Result,
): { ResultList: object[]; ErrorList: object[] } {
  const ResultList: object[] = [];
  const ErrorList: object[] = [];
  texts.forEach((text, Index) => {
    try {
      checkText(text, comprehendLimits.sentimentBytes);
      ResultList.push({ Index, ...judge(text) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      ErrorList.push({ Index, ErrorCode: error.name, ErrorMessage: error.message });
    }
  });
  return { ResultList, ErrorList };
}

function parse<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const [problem] = result.error.issues;
  throw new ServiceError(
    "InvalidRequestException",
    `Value at '${problem?.path.join(".") ?? ""}' failed to satisfy constraint: ${problem?.message ?? "invalid"}`,
  );
}

function checkText(text: string, limit: number): void {
  if (text.trim() === "")
    throw new ServiceError(
      "InvalidRequestException",
      "Value at 'text' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  const bytes = Buffer.byteLength(text);
  if (bytes > limit)
    throw new ServiceError(
      "TextSizeLimitExceededException",
      `Input text size exceeds limit. Max length of request text allowed is ${limit} bytes while in this request the text size is ${bytes} bytes`,
    );
}

function checkLanguage(languageCode: string): void {
  if (embeddedLanguages.has(languageCode)) return;
  const reason = comprehendLanguages.has(languageCode)
    ? `The simulated Comprehend knows ${[...embeddedLanguages].join(" and ")}; Amazon Comprehend itself also serves "${languageCode}".`
    : `Comprehend does not serve the language "${languageCode}".`;
  throw new ServiceError("UnsupportedLanguageException", reason);
}
