import {
  BatchDetectSentimentCommand,
  type ComprehendClient,
  DetectDominantLanguageCommand,
  DetectEntitiesCommand,
  DetectSentimentCommand,
  type LanguageCode,
} from "@aws-sdk/client-comprehend";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import {
  createComprehendService,
  type FaultHook,
  internalServerError,
  tooManyRequests,
} from "../../../local/comprehend/comprehend-service.ts";
import { openComprehend } from "../../support/simulated-comprehend.ts";

let client: ComprehendClient;
let close: () => Promise<void>;
let fault: FaultHook = () => {};
const service = createComprehendService({ beforeOperation: (operation) => fault(operation) });

beforeAll(async () => {
  ({ client, close } = await openComprehend(service));
});

afterAll(() => close());

beforeEach(() => {
  fault = () => {};
});

const sentimentOf = (Text: string, LanguageCode: LanguageCode = "ko") =>
  client.send(new DetectSentimentCommand({ Text, LanguageCode }));

describe("the simulated Comprehend", () => {
  it("names itself simulated", () => {
    expect(service.engineName).toBe("comprehend engine (simulated: embedded linear model)");
    expect(service.signingNames).toEqual(["comprehend"]);
  });

  it.each([
    ["정말 너무 화가 나고 실망이에요", "ko", "NEGATIVE"],
    ["친절하게 도와주셔서 정말 감사합니다", "ko", "POSITIVE"],
    ["주소를 변경하려고 합니다", "ko", "NEUTRAL"],
    ["this is terrible I'm very angry", "en", "NEGATIVE"],
  ] as const)("hears how %j sounds", async (text, language, sentiment) => {
    const answer = await sentimentOf(text, language);
    expect(answer.Sentiment).toBe(sentiment);
    const { Positive = 0, Negative = 0, Neutral = 0, Mixed = 0 } = answer.SentimentScore ?? {};
    expect(Positive + Negative + Neutral + Mixed).toBeCloseTo(1);
  });

  it("finds entities with offsets", async () => {
    const text = "어제 국민은행에서 출금됐어요";
    const { Entities = [] } = await client.send(new DetectEntitiesCommand({ Text: text, LanguageCode: "ko" }));
    expect(Entities.map(({ Type }) => Type)).toEqual(["DATE", "ORGANIZATION"]);
    for (const { BeginOffset, EndOffset, Text } of Entities) expect(text.slice(BeginOffset, EndOffset)).toBe(Text);
  });

  it("tells the dominant language", async () => {
    const { Languages } = await client.send(new DetectDominantLanguageCommand({ Text: "안녕하세요 배송 문의예요" }));
    expect(Languages?.[0]).toEqual({ LanguageCode: "ko", Score: 1 });
  });

  it("judges a batch document by document, and reports the ones it cannot judge", async () => {
    const TextList = ["감사합니다 최고예요", "가".repeat(1_700), ""];
    const answer = await client.send(new BatchDetectSentimentCommand({ TextList, LanguageCode: "ko" }));
    expect(answer.ResultList?.map(({ Index, Sentiment }) => [Index, Sentiment])).toEqual([[0, "POSITIVE"]]);
    expect(answer.ErrorList?.map(({ Index, ErrorCode }) => [Index, ErrorCode])).toEqual([
      [1, "TextSizeLimitExceededException"],
      [2, "InvalidRequestException"],
    ]);
  });

  it("takes 5,000 bytes of UTF-8 and refuses one more", async () => {
    await expect(sentimentOf(`${"가".repeat(1_666)}aa`)).resolves.toBeDefined();
    await expect(sentimentOf("가".repeat(1_667))).rejects.toMatchObject({ name: "TextSizeLimitExceededException" });
  });

  it("refuses empty text, unknown languages and too many documents by Comprehend's own names", async () => {
    await expect(sentimentOf("")).rejects.toMatchObject({ name: "InvalidRequestException" });
    await expect(sentimentOf("hola", "es")).rejects.toMatchObject({
      name: "UnsupportedLanguageException",
      message: expect.stringContaining("ko and en"),
    });
    await expect(sentimentOf("x", "xx" as LanguageCode)).rejects.toMatchObject({
      name: "UnsupportedLanguageException",
    });
    const batch = new BatchDetectSentimentCommand({ TextList: Array<string>(26).fill("네"), LanguageCode: "ko" });
    await expect(client.send(batch)).rejects.toMatchObject({ name: "BatchSizeLimitExceededException" });
  });

  it("can be throttled and taken down by a fault hook, for one operation or all", async () => {
    fault = (operation) => {
      if (operation === "DetectSentiment") throw tooManyRequests();
    };
    await expect(sentimentOf("네")).rejects.toMatchObject({ name: "TooManyRequestsException" });
    await expect(client.send(new DetectDominantLanguageCommand({ Text: "네" }))).resolves.toBeDefined();
    fault = () => {
      throw internalServerError();
    };
    await expect(sentimentOf("네")).rejects.toMatchObject({
      name: "InternalServerException",
      $metadata: { httpStatusCode: 500 },
    });
  });
});
