import { describe, expect, test } from "@jest/globals";
import type { Hearing } from "../../../local/speech/speech-engine.ts";
import type { Transcription, TranscriptionRequest } from "../../../local/speech/whisper/transcription.ts";
import { createWhisperEngine } from "../../../local/speech/whisper/whisper-engine.ts";
import type { WhisperPool } from "../../../local/speech/whisper/whisper-pool.ts";

const rate = 8000;

/** A pool that writes the length of what it was given. */
function fakePool(act: (request: TranscriptionRequest, isUrgent: boolean) => Promise<Partial<Transcription>>) {
  let closed = 0;
  const pool: WhisperPool = {
    async transcribe(request, isUrgent) {
      const text = `${(request.samples.length / request.sampleRateHz).toFixed(1)} seconds`;
      const words = text.split(" ").map((word) => ({ text: word, confidence: 0.9 }));
      return { text, words, noSpeech: 0, meanLogProbability: -0.1, ...(await act(request, isUrgent)) };
    },
    isIdle: () => true,
    close: async () => {
      closed++;
    },
  };
  return { pool, closes: () => closed };
}

function engineWith(pool: WhisperPool) {
  const located = { libraryPath: "library", weightsPath: "weights" };
  return createWhisperEngine({ cache: "unused", locate: async () => located, startPool: async () => pool });
}

const call = { sessionId: "c1", languageCode: "ko-KR", sampleRateHz: rate, channels: 1 };

/** A voice (a warbling tone) or silence with faint noise. */
function sound(seconds: number, isVoice: boolean): Int16Array {
  return Int16Array.from({ length: seconds * rate }, (_, i) =>
    isVoice ? 8000 * Math.sin(i / 4 + Math.sin(i / 500)) : (i * 7919) % 5,
  );
}

async function play(
  session: { write(x: Int16Array): Promise<Hearing[]>; end(): Promise<Hearing[]> },
  ...parts: Int16Array[]
) {
  const hearings: Hearing[] = [];
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 800) {
      hearings.push(...(await session.write(part.subarray(at, at + 800))));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  hearings.push(...(await session.end()));
  return hearings;
}

describe("opening a session", () => {
  test.each(["ja-JP", "fr", "", "kor", "english"])(
    "refuses the language %j and names the ones it knows",
    async (languageCode) => {
      const failure = engineWith(fakePool(async () => ({})).pool).open({ ...call, languageCode });
      await expect(failure).rejects.toMatchObject({ name: "BadRequestException" });
      await expect(failure).rejects.toThrow(languageCode);
      await expect(failure).rejects.toThrow(/ko-KR.*en-US/);
    },
  );

  test.each([
    ["ko-KR", "ko"],
    ["en-US", "en"],
    ["en-GB", "en"],
  ])("takes %s as Whisper's %s", async (languageCode, language) => {
    const asked = new Set<string>();
    const { pool } = fakePool(async (request) => {
      asked.add(request.language);
      return {};
    });
    const session = await engineWith(pool).open({ ...call, languageCode });
    await play(session, sound(1, true));
    expect([...asked]).toEqual([language]);
  });

  test.each([{ sampleRateHz: 4000 }, { sampleRateHz: Number.NaN }, { channels: 0 }, { channels: 3 }])(
    "refuses %j",
    async (wrong) => {
      const { pool } = fakePool(async () => ({}));
      await expect(engineWith(pool).open({ ...call, ...wrong })).rejects.toMatchObject({ name: "BadRequestException" });
    },
  );

  test("loads once for all sessions, and again after a failure", async () => {
    let starts = 0;
    const { pool } = fakePool(async () => ({}));
    const engine = createWhisperEngine({
      locate: async () => ({ libraryPath: "", weightsPath: "" }),
      startPool: async () => {
        starts++;
        if (starts === 1) throw new Error("no memory");
        return pool;
      },
    });
    await expect(engine.open(call)).rejects.toThrow("no memory");
    await Promise.all([engine.open(call), engine.open({ ...call, languageCode: "en-US" })]);
    expect(starts).toBe(2);
  });
});

describe("a session", () => {
  test("gives partials while somebody speaks and one final, in session time", async () => {
    const session = await engineWith(fakePool(async () => ({})).pool).open(call);
    const hearings = await play(session, sound(1, false), sound(3, true), sound(1, false));
    const finals = hearings.filter(({ isPartial }) => !isPartial);
    expect(finals).toHaveLength(1);
    expect(hearings.length).toBeGreaterThan(1);
    expect(new Set(hearings.map(({ resultId }) => resultId)).size).toBe(1);
    const [final] = finals;
    expect(final?.startMs).toBeGreaterThan(500);
    expect(final?.startMs).toBeLessThanOrEqual(1000);
    expect(final?.endMs).toBeGreaterThanOrEqual(4000);
    expect(final?.endMs).toBeLessThan(4700);
    const times = final?.words.flatMap(({ startMs, endMs }) => [startMs, endMs]) ?? [];
    expect(times.every((time) => time >= (final?.startMs ?? 0) && time <= (final?.endMs ?? 0))).toBe(true);
  });

  test("hears each channel by itself", async () => {
    const session = await engineWith(fakePool(async () => ({})).pool).open({ ...call, channels: 2 });
    const both = [sound(2, true), sound(2, false)];
    const interleaved = Int16Array.from({ length: 4 * rate }, (_, i) => both[i % 2]?.[i >> 1] ?? 0);
    const hearings = await play(session, interleaved);
    expect(new Set(hearings.map(({ channel }) => channel))).toEqual(new Set([0]));
  });

  test("keeps finals in order when a later one is ready first", async () => {
    const { pool } = fakePool(async ({ samples }, isUrgent) => {
      if (isUrgent && samples.length > 2 * rate) await new Promise((resolve) => setTimeout(resolve, 50));
      return {};
    });
    const session = await engineWith(pool).open(call);
    const hearings = await play(session, sound(3, true), sound(1, false), sound(1, true));
    const finals = hearings.filter(({ isPartial }) => !isPartial);
    expect(finals.map(({ resultId }) => resultId)).toEqual(["c1-0-0", "c1-0-1"]);
  });

  test("does not report what the model takes for no speech", async () => {
    const { pool } = fakePool(async () => ({ noSpeech: 0.9, meanLogProbability: -2 }));
    const session = await engineWith(pool).open(call);
    expect(await play(session, sound(2, true))).toEqual([]);
  });

  test("takes back a partial that turned out not to be speech with an empty final", async () => {
    const { pool } = fakePool(async (_request, isUrgent) =>
      isUrgent ? { noSpeech: 0.9, meanLogProbability: -2 } : {},
    );
    const session = await engineWith(pool).open(call);
    const hearings = await play(session, sound(3, true), sound(1, false));
    expect(hearings.at(-1)).toMatchObject({ isPartial: false, text: "", words: [] });
  });

  test("passes a failure of the recogniser on to the next call", async () => {
    const { pool } = fakePool(async () => {
      throw new Error("out of memory");
    });
    const session = await engineWith(pool).open(call);
    await expect(play(session, sound(2, true))).rejects.toThrow("out of memory");
  });

  test("cuts speech that does not pause, losing none of it", async () => {
    let heard = 0;
    const { pool } = fakePool(async ({ samples }, isUrgent) => {
      if (isUrgent) heard += samples.length;
      return {};
    });
    const session = await engineWith(pool).open(call);
    const finals = (await play(session, sound(45, true))).filter(({ isPartial }) => !isPartial);
    expect(finals.length).toBeGreaterThan(1);
    expect(heard).toBe(45 * rate);
  });

  test("can be closed twice, and takes nothing afterwards", async () => {
    const session = await engineWith(fakePool(async () => ({})).pool).open(call);
    session.close();
    session.close();
    await expect(session.write(new Int16Array(800))).rejects.toThrow("closed");
  });

  test("closing the engine closes its threads", async () => {
    const { pool, closes } = fakePool(async () => ({}));
    const engine = engineWith(pool);
    await engine.open(call);
    await engine.close();
    expect(closes()).toBe(1);
    await expect(engine.open(call)).rejects.toThrow("closed");
  });
});
