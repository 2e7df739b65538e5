import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateStreamCommand, KinesisVideoClient } from "@aws-sdk/client-kinesis-video";
import { KinesisVideoMediaClient } from "@aws-sdk/client-kinesis-video-media";
import { TranscribeStreamingClient } from "@aws-sdk/client-transcribe-streaming";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createMediaSource } from "../../../adapters/kinesis-video-media-source.ts";
import { createSpeechToText } from "../../../adapters/transcribe-speech-to-text.ts";
import { transcribeMedia } from "../../../functions/contact/transcribe-media/step.ts";
import { awsSettings } from "../../../functions/contact/transcribe-media/transcription-dependencies.ts";
import { type Gateway, startGateway } from "../../../local/gateway/gateway.ts";
import { KinesisVideoService } from "../../../local/kinesis-video/kinesis-video-service.ts";
import { openProducer, type Producer } from "../../../local/kinesis-video/put-media-client.ts";
import { createReplayEngine, type ReplayEngine } from "../../../local/speech/replay-engine.ts";
import { createScriptRegister } from "../../../local/speech/script-register.ts";
import { createTranscribeService, type TranscribeService } from "../../../local/transcribe/transcribe-service.ts";
import { TranscribeMediaInput } from "../../../schemas/media.ts";
import type { Segment } from "../../../schemas/segment.ts";
import { generatedCall } from "./support/generated-call.ts";

const startedAt = Date.parse("2024-12-19T00:00:00.000Z");
const aws = {
  region: "ap-northeast-2",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  logger: { trace() {}, debug() {}, info() {}, warn() {}, error() {} },
};

describe("TranscribeMedia over the real SDK clients", () => {
  const contactId = randomUUID();
  const call = generatedCall({ seconds: 20, startedAt });
  let gateway: Gateway;
  let video: KinesisVideoService;
  let transcribe: TranscribeService;
  let engine: ReplayEngine;
  let producer: Producer;
  let streamArn = "";
  let isOver = false;

  const begin = async (connectionLifeMs: number) => {
    gateway = await startGateway();
    video = new KinesisVideoService({
      region: aws.region,
      accountId: "000000000000",
      dataEndpoint: () => gateway.endpointUrl,
      connectionLifeMs,
    });
    const scripts = createScriptRegister();
    for (const utterance of call.scripts.utterances(call.contactId)) scripts.register({ ...utterance, contactId });
    engine = createReplayEngine({ scripts, errorRate: 0, seed: 1 });
    transcribe = createTranscribeService({ engine });
    gateway.mount(video);
    gateway.mount(transcribe);
    const control = new KinesisVideoClient({ ...aws, endpoint: gateway.endpointUrl });
    streamArn = (await control.send(new CreateStreamCommand({ StreamName: "call" }))).StreamARN ?? "";
    control.destroy();
    producer = await openProducer({
      endpoint: gateway.endpointUrl,
      streamName: "call",
      contactId,
      instanceId: "i",
      startedAt,
      region: aws.region,
      accessKeyId: "local",
    });
  };
  const speak = async () => {
    for (let at = 0; at < 20_000; at += 100) {
      const stretch = (channel: number) => new Uint8Array(call.channels[channel]!.slice(at * 8, (at + 100) * 8).buffer);
      await Promise.all([
        producer.write("AUDIO_FROM_CUSTOMER", stretch(0), startedAt + at),
        producer.write("AUDIO_TO_CUSTOMER", stretch(1), startedAt + at),
      ]);
    }
    await producer.close();
    isOver = true;
  };
  const transcribeAll = async (budgets: readonly number[]) => {
    const control = new KinesisVideoClient({ ...aws, endpoint: gateway.endpointUrl });
    const speech = new TranscribeStreamingClient({ ...aws, endpoint: gateway.endpointUrl });
    const segments: Segment[] = [];
    const metrics: string[] = [];
    let sentMs = 0;
    const base = createSpeechToText(speech);
    const needs = {
      ...createMediaSource(control, (endpoint) => new KinesisVideoMediaClient({ ...aws, endpoint })),
      openLine: async (line: { sessionId: string; languageCode: string }) => {
        const opened = await base.openLine(line);
        const send = async (samples: Int16Array) => {
          sentMs += samples.length / 16;
          await opened.send(samples);
        };
        return { send, end: () => opened.end(), close: () => opened.close(), transcripts: opened.transcripts };
      },
      putSegment: async (segment: Segment) => void segments.push(segment),
      isContactOver: async () => isOver,
      now: Date.now,
      sleep: async (milliseconds: number) => sleep(Math.min(milliseconds, 200)),
      settings: { ...awsSettings, handOverMarginMs: 5_000 },
    };
    let checkpoint: unknown = null;
    let finalSegments = 0;
    const states = [];
    for (const budget of budgets) {
      sentMs = 0;
      const input = TranscribeMediaInput.parse({
        contactId,
        languageCode: "ko-KR",
        checkpoint,
        finalSegments,
        media: {
          streamArn,
          startFragmentNumber: producer.firstFragmentNumber,
          startedAt: new Date(startedAt).toISOString(),
        },
      });
      const output = await transcribeMedia(needs, input, {
        metrics: { add: ({ metric }) => void metrics.push(metric) },
        remainingMs: () => budget - sentMs,
      });
      ({ checkpoint, finalSegments } = output);
      states.push(output.state);
    }
    control.destroy();
    speech.destroy();
    return { segments: segments.filter((segment) => !segment.isPartial), states, metrics, finalSegments };
  };

  beforeEach(() => {
    isOver = false;
  });
  afterEach(async () => {
    await video.close();
    await transcribe.close();
    await gateway.close();
  });

  const expectEveryFrameOnce = () => {
    for (const channel of [0, 1]) {
      expect(engine.ledger.account(contactId, channel)).toEqual({
        heard: 1_000,
        firstMs: 0,
        lastMs: 19_980,
        lostMs: [],
        repeatedMs: [],
      });
    }
  };

  it("hears the whole call, at its place", async () => {
    await begin(60_000);
    const [{ segments, states, metrics, finalSegments }] = await Promise.all([transcribeAll([1e9]), speak()]);
    expect(states).toEqual(["finished"]);
    expect(metrics).toEqual([]);
    expect(finalSegments).toBe(segments.length);
    const script = call.scripts.utterances(call.contactId);
    expect(segments.map((segment) => [segment.beginOffsetMs, segment.text]).sort()).toEqual(
      script.map((one) => [one.startMs, one.text]).sort(),
    );
    expectEveryFrameOnce();
  });

  it("hands over and takes up without losing or repeating a frame", async () => {
    await begin(60_000);
    const [{ states }] = await Promise.all([transcribeAll([9_000, 8_500, 1e9]), speak()]);
    expect(states).toEqual(["handover", "handover", "finished"]);
    expectEveryFrameOnce();
  });

  it("opens connections that end quietly again", async () => {
    await begin(300);
    const [{ states, metrics }] = await Promise.all([transcribeAll([1e9]), speak()]);
    expect(states).toEqual(["finished"]);
    expect(metrics).toContain("MediaReconnects");
    expectEveryFrameOnce();
  });
});
