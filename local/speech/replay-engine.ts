import { createFrameLedger, type FrameLedger } from "./frame-ledger.ts";
import { ReplayChannel } from "./replay-channel.ts";
import type { ScriptRegister } from "./script-register.ts";
import type { Hearing, SpeechEngine, SpeechSession, SpeechSessionOptions } from "./speech-engine.ts";

/** How a replay engine hears. */
export interface ReplayOptions {
  readonly scripts: ScriptRegister;
  /** Character error rate for Korean, word error rate for the rest; 0 to 1. */
  readonly errorRate: number;
  readonly seed: number;
}

/** The replay engine: a {@link SpeechEngine} that also accounts for the frames it was fed. */
export interface ReplayEngine extends SpeechEngine {
  readonly kind: "replay";
  readonly ledger: FrameLedger;
}

/**
 * Makes the engine for generated calls. It does not recognise speech: it reads the time code in the sound (time-code.ts) and reports the words of the
 * script at the positions it was fed, with simulated recognition errors. The contact is known by the session id, which production sets to the contact
 * id. Sound without time code is heard as silence. The same script, seed and error rate give the same words, whatever the cuts between sessions.
 */
export function createReplayEngine({ scripts, errorRate, seed }: ReplayOptions): ReplayEngine {
  const ledger = createFrameLedger();
  return {
    name: `replay (simulated: hears the script, not the sound; error rate ${errorRate}, seed ${seed})`,
    kind: "replay",
    ledger,
    async open(options) {
      if (options.sampleRateHz !== 8_000) {
        throw new RangeError(
          `The replay engine reads time code at 8000 Hz; the session has ${options.sampleRateHz} Hz.`,
        );
      }
      return openSession(options, { scripts, errorRate, seed, ledger });
    },
    async close() {},
  };
}

function openSession(options: SpeechSessionOptions, replay: ReplayOptions & { ledger: FrameLedger }): SpeechSession {
  const channels = Array.from(
    { length: options.channels },
    (_, channel) => new ReplayChannel({ ...options, ...replay, channel }),
  );
  const inOrder = (hearings: Hearing[]) => hearings.sort((one, other) => one.endMs - other.endMs);
  return {
    async write(interleaved) {
      return inOrder(
        channels.flatMap((channel) => channel.hear(everyNth(interleaved, options.channels, channel.number))),
      );
    },
    async end() {
      return inOrder(channels.flatMap((channel) => channel.end()));
    },
    close() {},
  };
}

function everyNth(interleaved: Int16Array, stride: number, offset: number): Int16Array {
  if (stride === 1) return interleaved;
  const samples = new Int16Array(Math.floor(interleaved.length / stride));
  for (let index = 0; index < samples.length; index += 1) samples[index] = interleaved[index * stride + offset] ?? 0;
  return samples;
}
