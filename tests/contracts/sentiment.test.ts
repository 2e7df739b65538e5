import type { ComprehendClient } from "@aws-sdk/client-comprehend";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createComprehendLanguage, maxSentimentBytes } from "../../adapters/comprehend-language.ts";
import { createEmbeddedLanguage } from "../../adapters/embedded-language.ts";
import { loadSentimentModel } from "../../domain/understanding/load-sentiment-model.ts";
import { utf8Length } from "../../domain/understanding/split-text.ts";
import { EngineRests, restRules } from "../../functions/utterance/analyse-sentiment/engine-rests.ts";
import { createLanguageChain, type NamedLanguage } from "../../functions/utterance/analyse-sentiment/language-chain.ts";
import {
  createComprehendService,
  type FaultHook,
  internalServerError,
  tooManyRequests,
} from "../../local/comprehend/comprehend-service.ts";
import type { Language } from "../../ports/language.ts";
import { Fault } from "../../runtime/faults.ts";
import { openComprehend } from "../support/simulated-comprehend.ts";

const operations: string[] = [];
let fault: FaultHook = () => {};
const service = createComprehendService({
  beforeOperation: (operation) => {
    operations.push(operation);
    fault(operation);
  },
});
let client: ComprehendClient;
let close: () => Promise<void>;

/** The adapter as it is deployed, over the SDK, asking the simulated Amazon Comprehend with the real one's limits and errors. */
const comprehend: Language = {
  sentimentOf: (text, languageCode) => createComprehendLanguage(client).sentimentOf(text, languageCode),
};
const embedded = createEmbeddedLanguage(loadSentimentModel());
const chainOf = (...engines: readonly NamedLanguage[]) => createLanguageChain(engines, new EngineRests(() => 0));
const chains: readonly (readonly [string, Language])[] = [
  ["Amazon Comprehend (simulated)", comprehend],
  ["the embedded model", embedded],
  [
    "Comprehend, then the embedded model",
    chainOf({ engine: "comprehend", language: comprehend }, { engine: "embedded", language: embedded }),
  ],
  [
    "the embedded model, then Comprehend",
    chainOf({ engine: "embedded", language: embedded }, { engine: "comprehend", language: comprehend }),
  ],
];

beforeAll(async () => {
  ({ client, close } = await openComprehend(service));
});
afterAll(() => close());
beforeEach(() => {
  fault = () => {};
  operations.length = 0;
});

const faultOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof Fault ? error.name : String(error);
};
const angry = "정말 너무 화가 나고 실망이에요 ";
const grateful = "친절하게 도와주셔서 정말 감사합니다 ";

describe.each(chains)("the sentiment by %s", (_, language) => {
  it.each([
    [angry, "ko-KR", "NEGATIVE"],
    [grateful, "ko-KR", "POSITIVE"],
    ["주소를 변경하려고 합니다", "ko-KR", "NEUTRAL"],
    ["this is terrible I'm very angry", "en-US", "NEGATIVE"],
    ["thank you so much that was very kind", "en-GB", "POSITIVE"],
  ])("hears how %j sounds", async (text, languageCode, sentiment) => {
    const answer = await language.sentimentOf(text, languageCode);
    expect(answer.sentiment).toBe(sentiment);
    expect(answer.negativity >= 0.5).toBe(sentiment === "NEGATIVE");
    expect(answer.isFallback).toBeUndefined();
  });

  it("tells the same each time, with a score from 0 to 1, and by what it was told", async () => {
    const [one, other] = [await language.sentimentOf(angry, "ko-KR"), await language.sentimentOf(angry, "ko-KR")];
    expect(one).toEqual(other);
    expect(one.negativity).toBeGreaterThanOrEqual(0);
    expect(one.negativity).toBeLessThanOrEqual(1);
    expect(["comprehend", "embedded"]).toContain(one.engine);
  });

  it("judges a text above Comprehend's limit whole: what stands in its middle counts", async () => {
    const [before, behind] = [grateful.repeat(60), grateful.repeat(60)];
    const text = `${before}${angry.repeat(400)}${behind}`;
    expect(utf8Length(text)).toBeGreaterThan(3 * maxSentimentBytes);
    const answer = await language.sentimentOf(text, "ko-KR");
    expect(answer.sentiment).toBe("NEGATIVE");
    expect(answer.negativity).toBeLessThan((await language.sentimentOf(angry, "ko-KR")).negativity);
  });

  it("takes the longest segment there may be, in the widest characters, without a word boundary", async () => {
    await expect(language.sentimentOf("가".repeat(20_000), "ko-KR")).resolves.toMatchObject({
      negativity: expect.any(Number),
    });
    await expect(language.sentimentOf("😡".repeat(10_000), "ko-KR")).resolves.toMatchObject({
      negativity: expect.any(Number),
    });
  });

  it("takes white space around the words, and placeholders for what was redacted", async () => {
    await expect(language.sentimentOf(`\n  ${angry}[PHONE]  `, "ko-KR")).resolves.toMatchObject({
      sentiment: "NEGATIVE",
    });
  });

  it("refuses a language that nobody knows", async () => {
    expect(await faultOf(language.sentimentOf("hei maailma", "fi-FI"))).toBe("Rejected");
  });
});

describe("asking Comprehend", () => {
  it("asks once for what fits, and once in a batch for what does not", async () => {
    await comprehend.sentimentOf(angry, "ko-KR");
    expect(operations.splice(0)).toEqual(["DetectSentiment"]);
    await comprehend.sentimentOf(angry.repeat(500), "ko-KR");
    expect(operations).toEqual(["BatchDetectSentiment"]);
  });

  it.each([
    ["throttles", tooManyRequests],
    ["is down", internalServerError],
  ])("throws Transient when it %s", async (_, error) => {
    fault = () => {
      throw error();
    };
    expect(await faultOf(comprehend.sentimentOf(angry, "ko-KR"))).toBe("Transient");
    expect(await faultOf(comprehend.sentimentOf(angry.repeat(500), "ko-KR"))).toBe("Transient");
  });
});

describe("engines in a row", () => {
  const noted: string[] = [];
  const chain = (...names: readonly ("comprehend" | "embedded")[]) =>
    createLanguageChain(
      names.map((engine) => ({ engine, language: engine === "comprehend" ? comprehend : embedded })),
      rests,
      (engine, { name }) => noted.push(`${engine} ${name}`),
    );
  let now = 0;
  let rests = new EngineRests(() => now);
  beforeEach(() => {
    now = 0;
    rests = new EngineRests(() => now);
    noted.length = 0;
  });

  it("ask the model when Comprehend throttles, mark the answer, and tell of the failure", async () => {
    fault = () => {
      throw tooManyRequests();
    };
    const answer = await chain("comprehend", "embedded").sentimentOf(angry, "ko-KR");
    expect(answer).toMatchObject({ sentiment: "NEGATIVE", engine: "embedded", isFallback: true });
    expect(noted).toEqual(["comprehend Transient"]);
  });

  it("leave Comprehend alone for a while after three failures in a row, and ask it again then, still marking the answers", async () => {
    fault = () => {
      throw internalServerError();
    };
    const ask = () => chain("comprehend", "embedded").sentimentOf(angry, "ko-KR");
    const answers = [await ask(), await ask(), await ask(), await ask(), await ask()];
    expect(answers.every(({ engine, isFallback }) => engine === "embedded" && isFallback)).toBe(true);
    expect(operations.splice(0)).toHaveLength(restRules.failures);
    now += restRules.restMs;
    expect(await ask()).toMatchObject({ engine: "embedded", isFallback: true });
    expect(await ask()).toMatchObject({ engine: "embedded", isFallback: true });
    expect(operations.splice(0)).toHaveLength(1);
    now += restRules.restMs;
    fault = () => {};
    expect(await ask()).toMatchObject({ engine: "comprehend" });
    expect((await ask()).isFallback).toBeUndefined();
  });

  it("ask one that rests all the same when no other answers", async () => {
    fault = () => {
      throw internalServerError();
    };
    for (let times = 0; times < 4; times += 1) {
      expect(await faultOf(chain("comprehend").sentimentOf(angry, "ko-KR"))).toBe("Transient");
    }
    expect(operations).toHaveLength(4);
    fault = () => {};
    expect(await chain("comprehend").sentimentOf(angry, "ko-KR")).toMatchObject({ sentiment: "NEGATIVE" });
  });

  it("throw Transient when Comprehend alone is configured and away", async () => {
    fault = () => {
      throw internalServerError();
    };
    expect(await faultOf(chain("comprehend").sentimentOf(angry, "ko-KR"))).toBe("Transient");
  });

  it("ask Comprehend first about a language that the model was never taught, and that is no fallback", async () => {
    const asked: string[] = [];
    const japanese: Language = {
      sentimentOf: async (_, languageCode) => {
        asked.push(languageCode);
        return { sentiment: "NEUTRAL", negativity: 0, engine: "comprehend" };
      },
    };
    const both = chainOf({ engine: "embedded", language: embedded }, { engine: "comprehend", language: japanese });
    expect(await both.sentimentOf("荷物はいつ届きますか", "ja-JP")).toEqual({
      sentiment: "NEUTRAL",
      negativity: 0,
      engine: "comprehend",
    });
    expect(asked).toEqual(["ja-JP"]);
  });

  it("send no word to Comprehend when the model comes first and knows the language", async () => {
    await chain("embedded", "comprehend").sentimentOf(angry, "ko-KR");
    expect(operations).toEqual([]);
  });

  it("stop at input that breaks its contract", async () => {
    const broken: Language = {
      sentimentOf: async () => {
        throw new Fault("ContractViolation", "text: too long");
      },
    };
    const both = chainOf({ engine: "comprehend", language: broken }, { engine: "embedded", language: embedded });
    expect(await faultOf(both.sentimentOf(angry, "ko-KR"))).toBe("ContractViolation");
  });
});
