import { transcribeMedia } from "../../../../functions/contact/transcribe-media/step.ts";
import { awsSettings } from "../../../../functions/contact/transcribe-media/transcription-dependencies.ts";
import { createReplayEngine } from "../../../../local/speech/replay-engine.ts";
import { createVirtualClock } from "../../../../local/virtual-clock.ts";
import { TranscribeMediaInput, TranscribeMediaOutput } from "../../../../schemas/media.ts";
import { Segment } from "../../../../schemas/segment.ts";
import { fakeMedia, type MediaPlan } from "./fake-media.ts";
import { fakeSpeech, type SpeechPlan } from "./fake-speech.ts";
import { contactId, fragmentNumber, type generatedCall, type TestFragment } from "./generated-call.ts";

/** When every call begins. */
export const startedAt = Date.parse("2024-12-19T00:00:00.000Z");

export interface World {
  readonly fragments?: readonly TestFragment[];
  readonly media?: MediaPlan;
  readonly speech?: SpeechPlan;
  /** Wall time after the start at which the ledger says that the contact is over. */
  readonly overAfterMs?: number;
  /** Audio that one run may send before its time is up; endless unless told. */
  readonly runMs?: number;
  /** Wall time that one run may take; endless unless told. */
  readonly runWallMs?: number;
  readonly sessionLimitMs?: number;
}

/** Plays a call through the step, run after run until it is finished, with everything around it in memory. */
export function stage(call: ReturnType<typeof generatedCall>, world: World = {}) {
  const clock = createVirtualClock(startedAt);
  const engine = createReplayEngine({ scripts: call.scripts, errorRate: 0.1, seed: 5 });
  const media = fakeMedia(world.fragments ?? call.fragments, { clock, startedAt }, world.media);
  const speech = fakeSpeech(engine, clock, world.speech);
  const segments: Segment[] = [];
  const metrics: Record<string, number> = {};
  const needs = {
    ...media,
    ...speech,
    putSegment: async (segment: Segment) => void segments.push(Segment.parse(segment)),
    isContactOver: async () => clock.now() - startedAt >= (world.overAfterMs ?? 0),
    now: clock.now,
    sleep: clock.sleep,
    settings: {
      ...awsSettings,
      handOverMarginMs: 6_000,
      sessionLimitMs: world.sessionLimitMs ?? awsSettings.sessionLimitMs,
    },
  };
  const run = async (checkpoint?: unknown, finalSegments = 0) => {
    const sentBefore = speech.sentMs();
    const beganAt = clock.now();
    const running = transcribeMedia(
      needs,
      TranscribeMediaInput.parse({
        contactId,
        languageCode: "ko-KR",
        media: {
          streamArn: "arn:aws:kinesisvideo:ap-northeast-2:000000000000:stream/call/1",
          startFragmentNumber: fragmentNumber(0),
          startedAt: new Date(startedAt).toISOString(),
        },
        checkpoint,
        finalSegments,
      }),
      {
        metrics: {
          add: ({ metric, value }) => {
            metrics[metric] = (metrics[metric] ?? 0) + value;
          },
        },
        remainingMs: () =>
          Math.min(
            (world.runMs ?? 1e9) - (speech.sentMs() - sentBefore),
            (world.runWallMs ?? 1e9) - (clock.now() - beganAt),
          ),
      },
    );
    const output = await clock.runUntil(running);
    return TranscribeMediaOutput.parse(JSON.parse(JSON.stringify(output)));
  };
  const runAll = async () => {
    const outputs = [await run()];
    for (let last = outputs[0]!; last.state === "handover" && outputs.length < 200; outputs.push(last)) {
      last = await run(last.checkpoint, last.finalSegments);
    }
    return outputs;
  };
  const finals = () => segments.filter((segment) => !segment.isPartial);
  return { clock, engine, media, speech, segments, metrics, needs, run, runAll, finals };
}

/** What the engine would hear of each utterance without any seams, keyed by where it begins. */
export async function heardWhole(call: ReturnType<typeof generatedCall>): Promise<Map<string, string>> {
  const whole = stage(call);
  await whole.runAll();
  return new Map(whole.finals().map((segment) => [segment.segmentId, segment.text]));
}
