import type { Clock } from "../../../../local/clock.ts";
import type { SpeechEngine } from "../../../../local/speech/speech-engine.ts";
import type { Transcript } from "../../../../ports/speech-to-text.ts";
import { type Fault, rejected, transient } from "../../../../runtime/faults.ts";

/** What goes wrong. */
export interface SpeechPlan {
  /** Openings that are throttled before one succeeds. */
  readonly throttles?: number;
  /** Breaks the n-th line after so many milliseconds of audio. */
  readonly breaks?: readonly (number | undefined)[];
  readonly refuse?: Fault;
}

/** A speech service in memory around an engine; notes how much audio each line was sent, and the longest wait between two chunks. */
export function fakeSpeech(engine: SpeechEngine, clock: Clock, plan: SpeechPlan = {}) {
  const lines: { sentMs: number; longestWaitMs: number; lastAt: number }[] = [];
  let throttles = plan.throttles ?? 0;
  return {
    lines,
    sentMs: () => lines.reduce((sum, line) => sum + line.sentMs, 0),
    async openLine({ sessionId, languageCode }: { sessionId: string; languageCode: string }) {
      if (plan.refuse) throw plan.refuse;
      if (throttles > 0) {
        throttles -= 1;
        throw transient("throttled");
      }
      const session = await engine.open({ sessionId, languageCode, sampleRateHz: 8_000, channels: 2 });
      const breakAt = plan.breaks?.[lines.length];
      const line = { sentMs: 0, longestWaitMs: 0, lastAt: clock.now() };
      lines.push(line);
      const waiting: Transcript[] = [];
      let wake = () => {};
      let isOver = false;
      let fault: Fault | undefined;
      const tell = (hearings: Awaited<ReturnType<typeof session.write>>) => {
        for (const { words, startMs, endMs, channel, ...hearing } of hearings) {
          const confidence = words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
          waiting.push({ ...hearing, channel: channel === 0 ? 0 : 1, beginMs: startMs, endMs, confidence });
        }
        wake();
      };
      const finish = (reason?: Fault) => {
        isOver = true;
        fault ??= reason;
        wake();
      };
      return {
        async send(samples: Int16Array) {
          if (fault) throw fault;
          line.longestWaitMs = Math.max(line.longestWaitMs, clock.now() - line.lastAt);
          line.lastAt = clock.now();
          line.sentMs += samples.length / 16;
          tell(await session.write(samples));
          if (breakAt !== undefined && line.sentMs >= breakAt) finish(transient("the session broke"));
        },
        end: () =>
          void session.end().then((hearings) => {
            tell(hearings);
            finish();
          }),
        close: () => finish(),
        transcripts: (async function* () {
          for (;;) {
            const next = waiting.shift();
            if (next) yield next;
            else if (fault) throw fault;
            else if (isOver) return;
            else
              await new Promise<void>((resolve) => {
                wake = resolve;
              });
          }
        })(),
      };
    },
  };
}

export const unsupportedLanguage = rejected("the language is not heard");
