import { describe, expect, it } from "@jest/globals";
import { createReplayEngine } from "../../../local/speech/replay-engine.ts";
import { createScriptRegister } from "../../../local/speech/script-register.ts";
import type { Hearing, SpeechSession } from "../../../local/speech/speech-engine.ts";
import { quietAudio, speechShapedAudio } from "../../../local/speech/speech-shaped-audio.ts";

const contactId = "6f1a2c1e-0000-4000-8000-000000000001";
const text = "카드를 잃어버려서 정지하고 싶어요";
const startMs = 1_000;

function scene(errorRate = 0) {
  const scripts = createScriptRegister();
  const voice = speechShapedAudio({ text, languageCode: "ko-KR", startMs, seed: 2 });
  const endMs = startMs + voice.length / 8;
  scripts.register({ contactId, channel: 1, startMs, endMs, text });
  const audio = [
    ...quietAudio({ durationMs: startMs, startMs: 0, seed: 2 }),
    ...voice,
    ...quietAudio({ durationMs: 2_000, startMs: endMs, seed: 2 }),
  ];
  const engine = createReplayEngine({ scripts, errorRate, seed: 7 });
  const open = () => engine.open({ sessionId: contactId, languageCode: "ko-KR", sampleRateHz: 8_000, channels: 2 });
  /** Feeds a stretch of the audio on channel 1, silence on channel 0, 100 ms at a time. */
  const feed = async (session: SpeechSession, fromMs: number, toMs: number) => {
    const hearings: Hearing[] = [];
    for (let at = fromMs * 8; at < toMs * 8; at += 800) {
      const stereo = Int16Array.from({ length: 1_600 }, (_, index) =>
        index % 2 === 1 ? (audio[at + (index - 1) / 2] ?? 0) : 0,
      );
      hearings.push(...(await session.write(stereo)));
    }
    return hearings;
  };
  return { engine, open, feed, endMs, lengthMs: Math.floor(audio.length / 800) * 100 };
}

const finals = (hearings: readonly Hearing[]) => hearings.filter((hearing) => !hearing.isPartial);

describe("the replay engine", () => {
  it("says that it is a simulation, and how it errs", () => {
    expect(scene(0.05).engine.name).toBe(
      "replay (simulated: hears the script, not the sound; error rate 0.05, seed 7)",
    );
  });

  it("tells a growing partial result while the words pass, then the final one, at its place", async () => {
    const { open, feed, endMs, lengthMs } = scene();
    const hearings = await feed(await open(), 0, lengthMs);
    const partials = hearings.filter((hearing) => hearing.isPartial);
    expect(partials.map((partial) => partial.text)).toEqual([
      "카드를",
      "카드를 잃어버려서",
      "카드를 잃어버려서 정지하고",
      text,
    ]);
    expect(finals(hearings)).toEqual([expect.objectContaining({ channel: 1, text, startMs, endMs })]);
    expect(new Set(hearings.map((hearing) => hearing.resultId)).size).toBe(1);
  });

  it("counts session time from where the session began", async () => {
    const { open, feed, lengthMs } = scene();
    const [final] = finals(await feed(await open(), 700, lengthMs));
    expect(final?.startMs).toBe(300);
  });

  it("divides the words of an utterance between two sessions, none twice and none lost", async () => {
    for (let cutMs = startMs; cutMs < startMs + 3_000; cutMs += 300) {
      const { open, feed, lengthMs, engine } = scene(0.3);
      const whole = scene(0.3);
      const expected = finals(await whole.feed(await whole.open(), 0, lengthMs)).map((hearing) => hearing.text);
      const first = await open();
      const heard = [...(await feed(first, 0, cutMs)), ...(await first.end())];
      heard.push(...(await feed(await open(), cutMs, lengthMs)));
      expect(
        finals(heard)
          .map((hearing) => hearing.text)
          .join(" "),
      ).toBe(expected.join(" "));
      expect(engine.ledger.account(contactId, 1)).toMatchObject({ heard: lengthMs / 20, lostMs: [], repeatedMs: [] });
    }
  });

  it("keeps account of frames that were lost and frames that came twice", async () => {
    const { open, feed, engine } = scene();
    const session = await open();
    await feed(session, 0, 500);
    await feed(session, 600, 1_000);
    await feed(session, 900, 1_200);
    const account = engine.ledger.account(contactId, 1);
    expect(account.lostMs).toEqual([500, 520, 540, 560, 580]);
    expect(account.repeatedMs).toEqual([900, 920, 940, 960, 980]);
    expect(engine.ledger.account(contactId, 0).heard).toBe(0);
  });

  it("hears nothing in sound without code, and refuses a rate it cannot read", async () => {
    const { engine, open } = scene();
    const session = await open();
    expect(await session.write(new Int16Array(16_000).fill(900))).toEqual([]);
    expect(await session.end()).toEqual([]);
    await expect(
      engine.open({ sessionId: contactId, languageCode: "ko-KR", sampleRateHz: 16_000, channels: 1 }),
    ).rejects.toThrow(RangeError);
  });
});
