import { randomUUID } from "node:crypto";
import { TranscribeStreamingClient } from "@aws-sdk/client-transcribe-streaming";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createSpeechToText } from "../../../adapters/transcribe-speech-to-text.ts";
import { type Gateway, startGateway } from "../../../local/gateway/gateway.ts";
import { createReplayEngine, type ReplayEngine } from "../../../local/speech/replay-engine.ts";
import { createScriptRegister } from "../../../local/speech/script-register.ts";
import { quietAudio, speechShapedAudio } from "../../../local/speech/speech-shaped-audio.ts";
import { createTranscribeService, type TranscribeService } from "../../../local/transcribe/transcribe-service.ts";
import type { SpeechToText, Transcript } from "../../../ports/speech-to-text.ts";

const text = "주문한 상품이 언제 오나요";
const startMs = 400;

describe("the adapter of Amazon Transcribe", () => {
  const sessionId = randomUUID();
  const scripts = createScriptRegister();
  let gateway: Gateway;
  let service: TranscribeService;
  let client: TranscribeStreamingClient;
  let speech: SpeechToText;
  let engine: ReplayEngine;

  beforeEach(async () => {
    gateway = await startGateway();
    engine = createReplayEngine({ scripts, errorRate: 0, seed: 1 });
    service = createTranscribeService({ engine, silenceLimitMs: 1_500 });
    gateway.mount(service);
    client = new TranscribeStreamingClient({
      endpoint: gateway.endpointUrl,
      region: "ap-northeast-2",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      logger: { trace() {}, debug() {}, info() {}, warn() {}, error() {} },
    });
    speech = createSpeechToText(client);
  });
  afterEach(async () => {
    scripts.forget(sessionId);
    await service.close();
    client.destroy();
    await gateway.close();
  });

  const open = (languageCode = "ko-KR") => speech.openLine({ sessionId, languageCode });
  const collect = async (transcripts: AsyncIterable<Transcript>) => {
    const all: Transcript[] = [];
    for await (const transcript of transcripts) all.push(transcript);
    return all;
  };

  it("opens before anything has been heard, streams both channels and tells what was said, in session time", async () => {
    const voice = speechShapedAudio({ text, languageCode: "ko-KR", startMs, seed: 1 });
    scripts.register({ contactId: sessionId, channel: 0, startMs, endMs: startMs + voice.length / 8, text });
    const customer = [...quietAudio({ durationMs: startMs, startMs: 0, seed: 1 }), ...voice];
    const line = await open();
    const heard = collect(line.transcripts);
    for (let at = 0; at < customer.length; at += 800) {
      await line.send(
        Int16Array.from({ length: 1_600 }, (_, index) => (index % 2 === 0 ? (customer[at + index / 2] ?? 0) : 0)),
      );
    }
    line.end();
    const transcripts = await heard;
    const last = transcripts.at(-1);
    expect(last).toMatchObject({ channel: 0, isPartial: false, text, beginMs: startMs });
    expect(last?.confidence).toBeGreaterThan(0.5);
    expect(transcripts.some((transcript) => transcript.isPartial)).toBe(true);
    expect(engine.ledger.account(sessionId, 0)).toMatchObject({
      heard: customer.length / 160,
      lostMs: [],
      repeatedMs: [],
    });
  });

  it("tells languages apart from utterance to utterance, whatever was likeliest", async () => {
    const said = ["주문한 상품이 언제 오나요", "where is my order"];
    const audio: number[] = [];
    for (const words of said) {
      const start = audio.length / 8;
      const voice = speechShapedAudio({ text: words, languageCode: "ko-KR", startMs: start, seed: 1 });
      scripts.register({
        contactId: sessionId,
        channel: 0,
        startMs: start,
        endMs: start + voice.length / 8,
        text: words,
      });
      const pause = quietAudio({ durationMs: 1_000, startMs: start + voice.length / 8, seed: 1 });
      audio.push(...voice, ...pause);
    }
    for (const languageCode of ["ko-KR", "und"]) {
      const alsoSpoken = languageCode === "und" ? ["ko-KR", "en-US"] : ["en-US"];
      const line = await speech.openLine({ sessionId, languageCode, alsoSpoken });
      const heard = collect(line.transcripts);
      for (let at = 0; at < audio.length; at += 800) {
        await line.send(
          Int16Array.from({ length: 1_600 }, (_, index) => (index % 2 === 0 ? (audio[at + index / 2] ?? 0) : 0)),
        );
      }
      line.end();
      const finals = (await heard).filter(({ isPartial }) => !isPartial);
      expect(finals.map((final) => final.languageCode)).toEqual(["ko-KR", "en-US"]);
    }
  });

  it("is refused two dialects of one language, as Amazon Transcribe refuses them", async () => {
    const both = speech.openLine({ sessionId, languageCode: "en-GB", alsoSpoken: ["en-US"] });
    await expect(both).rejects.toMatchObject({ name: "Rejected" });
  });

  it("refuses a language for good", async () => {
    await expect(open("xx-XX")).rejects.toMatchObject({ name: "Rejected" });
  });

  it("calls a throttle transient and keeps the service's error as cause", async () => {
    service.throttleNext(1);
    await expect(open()).rejects.toMatchObject({ name: "Transient", cause: { name: "LimitExceededException" } });
  });

  it("calls a stream that timed out in silence transient", async () => {
    const line = await open();
    await expect(collect(line.transcripts)).rejects.toMatchObject({
      name: "Transient",
      cause: { name: "BadRequestException" },
    });
    await expect(line.send(new Int16Array(1_600))).rejects.toMatchObject({ name: "Transient" });
  });

  it.each(["InternalFailureException", "ServiceUnavailableException", "ConflictException"])(
    "calls %s in the middle transient",
    async (name) => {
      const line = await open();
      const heard = collect(line.transcripts);
      await line.send(new Int16Array(1_600));
      service.breakStreams(name);
      await expect(heard).rejects.toMatchObject({ name: "Transient", cause: { name } });
    },
  );

  it("lets go of the stream at once when it is closed", async () => {
    const line = await open();
    const heard = collect(line.transcripts);
    await line.send(new Int16Array(1_600));
    line.close();
    await Promise.allSettled([heard]);
    for (let tries = 0; service.streams() > 0 && tries < 1_000; tries += 1)
      await new Promise((resolve) => setImmediate(resolve));
    expect(service.streams()).toBe(0);
  });
});
