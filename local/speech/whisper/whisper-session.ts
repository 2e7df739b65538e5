import type { Hearing, SpeechSession, SpeechSessionOptions } from "../speech-engine.ts";
import { WhisperChannel } from "./whisper-channel.ts";
import type { WhisperPool } from "./whisper-pool.ts";

/** How far, in audio, the finals may lag behind what was fed before `write` waits for them. A live call never waits. */
const longestLagMs = 5000;

/**
 * Opens a session on a pool. `write` returns at once with whatever has become known by then, unless audio comes so much
 * faster than it can be recognised that finals lag 5 s (of audio) behind: then it waits, which is the back-pressure.
 * A failure of the recogniser rejects the next call.
 */
export function openWhisperSession(
  pool: WhisperPool,
  options: SpeechSessionOptions & { language: string },
): SpeechSession {
  let known: Hearing[] = [];
  let failure: { error: unknown } | undefined;
  let fed = 0;
  let isClosed = false;
  const tell = (hearing: Hearing) => known.push(hearing);
  const fail = (error: unknown) => {
    failure ??= { error };
  };
  const channels = Array.from(
    { length: options.channels },
    (_, channel) => new WhisperChannel(pool, { ...options, channel }, tell, fail),
  );
  const take = (): Hearing[] => {
    if (failure !== undefined) throw failure.error;
    const taken = known;
    known = [];
    return taken;
  };
  const requireOpen = () => {
    if (isClosed) throw new Error(`the speech session ${options.sessionId} is closed`);
  };

  return {
    async write(interleaved) {
      requireOpen();
      if (interleaved.length % options.channels !== 0) {
        throw new RangeError(`${interleaved.length} samples are not whole frames of ${options.channels} channels`);
      }
      const frames = interleaved.length / options.channels;
      for (const [number, channel] of channels.entries()) {
        channel.hear(Int16Array.from({ length: frames }, (_, i) => interleaved[i * options.channels + number] ?? 0));
      }
      fed += frames;
      const fedMs = (fed * 1000) / options.sampleRateHz;
      await Promise.all(channels.map((channel) => channel.caughtUpTo(fedMs - longestLagMs)));
      return take();
    },
    async end() {
      requireOpen();
      await Promise.all(channels.map((channel) => channel.end()));
      return take();
    },
    close() {
      isClosed = true;
      for (const channel of channels) channel.close();
    },
  };
}
