import { randomUUID } from "node:crypto";
import {
  BadRequestException,
  ConflictException,
  LimitExceededException,
  StartStreamTranscriptionCommand,
  type StartStreamTranscriptionCommandInput,
  TranscribeStreamingClient,
} from "@aws-sdk/client-transcribe-streaming";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Gateway, startGateway } from "../../../local/gateway/gateway.ts";
import type { Hearing, SpeechEngine } from "../../../local/speech/speech-engine.ts";
import { createTranscribeService, type TranscribeService } from "../../../local/transcribe/transcribe-service.ts";

/** Hears one word a chunk: how many samples it was fed. */
function countingEngine(): SpeechEngine & { fed: number[] } {
  const fed: number[] = [];
  return {
    name: "counting (test)",
    kind: "replay",
    fed,
    async open() {
      let atMs = 0;
      const heard = (isPartial: boolean): Hearing => ({
        channel: 1,
        resultId: "r",
        isPartial,
        startMs: 0,
        endMs: atMs,
        text: String(fed.length),
        words: [{ text: String(fed.length), startMs: 0, endMs: atMs, confidence: 0.75 }],
      });
      return {
        async write(samples) {
          fed.push(samples.length);
          atMs += 100;
          return [heard(true)];
        },
        end: async () => [heard(false)],
        close() {},
      };
    },
    async close() {},
  };
}

const chunk = { AudioEvent: { AudioChunk: new Uint8Array(3_200) } };

async function* chunks(count: number, until: Promise<unknown> = Promise.resolve()) {
  for (let index = 0; index < count; index += 1) yield chunk;
  await until;
}

describe("the local Amazon Transcribe", () => {
  let gateway: Gateway;
  let service: TranscribeService;
  let client: TranscribeStreamingClient;
  let engine: ReturnType<typeof countingEngine>;

  const begin = async (options: { maxStreams?: number; silenceLimitMs?: number } = {}) => {
    engine = countingEngine();
    service = createTranscribeService({ engine, ...options });
    gateway.mount(service);
  };
  const request = (audio: AsyncIterable<typeof chunk>, more: Partial<StartStreamTranscriptionCommandInput> = {}) =>
    client.send(
      new StartStreamTranscriptionCommand({
        LanguageCode: "ko-KR",
        MediaEncoding: "pcm",
        MediaSampleRateHertz: 8_000,
        EnableChannelIdentification: true,
        NumberOfChannels: 2,
        SessionId: randomUUID(),
        AudioStream: audio,
        ...more,
      }),
    );
  const collect = async (response: Awaited<ReturnType<typeof request>>) => {
    const results = [];
    for await (const event of response.TranscriptResultStream ?? [])
      results.push(...(event.TranscriptEvent?.Transcript?.Results ?? []));
    return results;
  };

  beforeEach(async () => {
    gateway = await startGateway();
    client = new TranscribeStreamingClient({
      endpoint: gateway.endpointUrl,
      region: "ap-northeast-2",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      maxAttempts: 1,
      logger: { trace() {}, debug() {}, info() {}, warn() {}, error() {} },
    });
    await begin();
  });
  afterEach(async () => {
    await service.close();
    client.destroy();
    await gateway.close();
  });

  it("hears every chunk and tells what was heard, in the service's own shape", async () => {
    const sessionId = randomUUID();
    const response = await request(chunks(3), { SessionId: sessionId });
    expect(response).toMatchObject({
      SessionId: sessionId,
      LanguageCode: "ko-KR",
      MediaSampleRateHertz: 8_000,
      NumberOfChannels: 2,
    });
    const results = await collect(response);
    expect(engine.fed).toEqual([1_600, 1_600, 1_600]);
    expect(results.map((result) => result.IsPartial)).toEqual([true, true, true, false]);
    expect(results.at(-1)).toMatchObject({
      ResultId: "r",
      StartTime: 0,
      EndTime: 0.3,
      ChannelId: "ch_1",
      Alternatives: [
        { Transcript: "3", Items: [{ Content: "3", Confidence: 0.75, Type: "pronunciation", EndTime: 0.3 }] },
      ],
    });
    expect(service.streams()).toBe(0);
  });

  it("refuses a language that the service does not know", async () => {
    await expect(request(chunks(1), { LanguageCode: "xx-XX" as "ko-KR" })).rejects.toThrow(BadRequestException);
    await expect(request(chunks(1), { LanguageCode: "xx-XX" as "ko-KR" })).rejects.toThrow(/LanguageCode/);
  });

  it("refuses a session id that is no UUID, and an encoding it cannot hear", async () => {
    await expect(request(chunks(1), { SessionId: "abc" })).rejects.toThrow(/SessionId/);
    await expect(request(chunks(1), { MediaEncoding: "flac" })).rejects.toThrow(/MediaEncoding/);
  });

  it("refuses a stream above its limit, and takes it when another has ended", async () => {
    await begin({ maxStreams: 1 });
    const hold = Promise.withResolvers<void>();
    const first = await request(chunks(1, hold.promise));
    await expect(request(chunks(1))).rejects.toThrow(LimitExceededException);
    hold.resolve();
    await collect(first);
    expect(await collect(await request(chunks(1)))).toHaveLength(2);
  });

  it("refuses as many streams as it is told to", async () => {
    service.throttleNext(1);
    await expect(request(chunks(1))).rejects.toThrow(LimitExceededException);
    expect(await collect(await request(chunks(1)))).toHaveLength(2);
  });

  it("ends a stream that sends no audio", async () => {
    await begin({ silenceLimitMs: 50 });
    const hold = Promise.withResolvers<void>();
    const results = collect(await request(chunks(1, hold.promise)));
    await expect(results).rejects.toThrow(BadRequestException);
    hold.resolve();
    expect(service.streams()).toBe(0);
  });

  it("ends the running stream when a new one takes its session id", async () => {
    const SessionId = randomUUID();
    const hold = Promise.withResolvers<void>();
    const first = collect(await request(chunks(1, hold.promise), { SessionId }));
    const second = request(chunks(1), { SessionId });
    await expect(first).rejects.toThrow(ConflictException);
    hold.resolve();
    expect(await collect(await second)).toHaveLength(2);
  });

  it("tells of an engine that fails, by the modelled exception", async () => {
    await begin();
    engine.open = async () => {
      throw new Error("no model: run npm run models");
    };
    await expect(request(chunks(1))).rejects.toThrow(/npm run models/);
  });

  it("refuses chunks that split a sample or are too long", async () => {
    async function* odd() {
      yield { AudioEvent: { AudioChunk: new Uint8Array(3) } };
    }
    await expect(request(odd())).rejects.toThrow(BadRequestException);
  });
});
