import { describe, expect, it } from "@jest/globals";
import { transient } from "../../../runtime/faults.ts";
import { unsupportedLanguage } from "./support/fake-speech.ts";
import { contactId, fragmentNumber, generatedCall } from "./support/generated-call.ts";
import { heardWhole, stage, startedAt } from "./support/run-step.ts";

const call = generatedCall({ seconds: 40, startedAt });

/** Every frame of both channels was heard exactly once. */
function expectEveryFrameOnce(world: ReturnType<typeof stage>, seconds = 40) {
  for (const channel of [0, 1]) {
    expect(world.engine.ledger.account(contactId, channel)).toEqual({
      heard: seconds * 50,
      firstMs: 0,
      lastMs: seconds * 1_000 - 20,
      lostMs: [],
      repeatedMs: [],
    });
  }
}

describe("TranscribeMedia", () => {
  it("turns a call into segments at their place, each once, and ends when the contact is over", async () => {
    const world = stage(call);
    const output = await world.run();
    expect(output.state).toBe("finished");
    const script = call.scripts.utterances(contactId);
    expect(output.finalSegments).toBe(script.length);
    for (const segment of world.finals()) {
      const role = segment.participantRole === "CUSTOMER" ? 0 : 1;
      expect(
        script.some(
          (one) => one.channel === role && one.startMs === segment.beginOffsetMs && one.endMs === segment.endOffsetMs,
        ),
      ).toBe(true);
    }
    const ids = world.finals().map((segment) => segment.segmentId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toBe(`${contactId}#CUSTOMER#00000500`);
    expect(world.segments.some((segment) => segment.isPartial)).toBe(true);
    expectEveryFrameOnce(world);
  });

  it("tells when the audio at a segment's end reached Kinesis Video", async () => {
    const world = stage(call);
    await world.run();
    for (const segment of world.finals()) {
      const holding = call.fragments.findLast((fragment) => fragment.producerMs - startedAt < segment.endOffsetMs);
      expect(segment.endReceivedAt).toBe(holding?.serverMs);
    }
  });

  it("begins with the start fragment itself, though Kinesis Video can only be asked for what follows a number", async () => {
    const world = stage(call);
    await world.run();
    expect(world.media.starts).toEqual([{ kind: "at", instantMs: startedAt }]);
  });

  it("counts a start that is not to be had, and goes on with what is", async () => {
    const world = stage(call, { fragments: call.fragments.slice(2) });
    expect((await world.run()).state).toBe("finished");
    expect(world.metrics.MediaStartMissed).toBe(1);
    expect(world.finals().length).toBeGreaterThan(0);
  });

  it("sends partial segments at a bounded pace", async () => {
    const paced = stage(call, { media: { availableAfterMs: (index) => index * 1_024 }, overAfterMs: 45_000 });
    await paced.run();
    const partials = paced.segments.filter((segment) => segment.isPartial);
    expect(partials.length).toBeGreaterThan(5);
    expect(partials.length).toBeLessThan(2 * 2 * 45);
  });

  describe("at a hand-over", () => {
    it.each([9_000, 10_300, 17_000, 25_500])(
      "loses and repeats nothing, whatever a run may take (%d ms of audio)",
      async (runMs) => {
        const world = stage(call, { runMs });
        const outputs = await world.runAll();
        expect(outputs.length).toBeGreaterThan(1);
        expect(outputs.at(-1)?.state).toBe("finished");
        expectEveryFrameOnce(world);
        expect(new Map(world.finals().map((segment) => [segment.segmentId, segment.text]))).toEqual(
          await heardWhole(call),
        );
        expect(outputs.at(-1)?.finalSegments).toBe(world.finals().length);
      },
    );

    it.each([0, 1, 2, 3, 4])("loses and repeats nothing where timestamps are inexact (seed %d)", async (seed) => {
      const jittery = generatedCall({ seconds: 40, startedAt, jitterMs: 15, seed });
      const world = stage(jittery, { runMs: 8_000 + seed * 777 });
      await world.runAll();
      expectEveryFrameOnce(world);
    });

    it("cuts in a pause, so that no utterance is divided", async () => {
      const world = stage(call, { runMs: 10_000 });
      const outputs = await world.runAll();
      const script = call.scripts.utterances(contactId);
      for (const { checkpoint } of outputs.slice(0, -1)) {
        expect(script.filter((one) => one.startMs < checkpoint.mediaMs && checkpoint.mediaMs < one.endMs)).toEqual([]);
      }
    });

    it("cuts a conversation without pauses all the same, and every word stays one word", async () => {
      const restless = generatedCall({ seconds: 40, startedAt, hasPauses: false });
      const expected = stage(restless);
      await expected.runAll();
      const world = stage(restless, { runMs: 9_000 });
      const outputs = await world.runAll();
      expect(outputs.length).toBeGreaterThan(3);
      expectEveryFrameOnce(world);
      const words = (from: typeof world, role: string) =>
        from
          .finals()
          .filter((one) => one.participantRole === role)
          .map((one) => one.text)
          .join(" ");
      for (const role of ["CUSTOMER", "AGENT"]) expect(words(world, role)).toBe(words(expected, role));
    });

    it("does not repeat a fragment that the service sends once more", async () => {
      const world = stage(call, { runMs: 9_000, media: { isInclusive: true } });
      await world.runAll();
      expectEveryFrameOnce(world);
    });

    it("comes before the speech session's own limit", async () => {
      const world = stage(call, { sessionLimitMs: 15_000 });
      const outputs = await world.runAll();
      expect(outputs.length).toBeGreaterThan(2);
      expect(world.speech.lines.every((line) => line.sentMs <= 15_000)).toBe(true);
      expectEveryFrameOnce(world);
    });

    it("goes on from a checkpoint without the exact placement, as an older run may have left it", async () => {
      const world = stage(call, { runMs: 9_000 });
      const first = await world.run();
      const { afterFragmentNumber, mediaMs } = first.checkpoint;
      const second = stage(call);
      expect((await second.run({ afterFragmentNumber, mediaMs }, first.finalSegments)).state).toBe("finished");
      expect(second.engine.ledger.account(contactId, 0)).toMatchObject({
        firstMs: mediaMs,
        lostMs: [],
        repeatedMs: [],
      });
    });

    it("waits for media that does not come until its time is up, and hands over where it began", async () => {
      const world = stage(call, { fragments: [], overAfterMs: 1e12, runWallMs: 60_000 });
      const output = await world.run();
      expect(output).toEqual({ state: "handover", checkpoint: { mediaMs: 0 }, finalSegments: 0 });
      expect(world.speech.lines).toEqual([]);
    });
  });

  describe("when the connection ends", () => {
    it("goes on behind the last whole fragment", async () => {
      const world = stage(call, { media: { connections: [{ endAfter: 7 }, { endAfter: 5 }] } });
      expect((await world.run()).state).toBe("finished");
      expect(world.media.starts.slice(1, 3)).toEqual([
        { kind: "after", fragmentNumber: fragmentNumber(6) },
        { kind: "after", fragmentNumber: fragmentNumber(11) },
      ]);
      expectEveryFrameOnce(world);
    });

    it.each([0, 12])(
      "reads a fragment again that was cut off, and takes no sample of it twice (jitter %d ms)",
      async (jitterMs) => {
        const jittery = generatedCall({ seconds: 40, startedAt, jitterMs, seed: 3 });
        const world = stage(jittery, { media: { connections: [{ cutAfter: 3 }, { cutAfter: 9 }, { cutAfter: 1 }] } });
        expect((await world.run()).state).toBe("finished");
        expect(world.metrics.MediaReconnects).toBe(3);
        expectEveryFrameOnce(world);
      },
    );

    it("gives up on media that stays damaged while the contact lives", async () => {
      const connections = Array.from({ length: 9 }, (_, index) => ({ cutAfter: index === 0 ? 3 : 0 }));
      const world = stage(call, { media: { connections }, overAfterMs: 1e12 });
      await expect(world.run()).rejects.toMatchObject({
        name: "ContractViolation",
        message: expect.stringContaining("damaged behind fragment"),
      });
      expect(world.media.starts).toHaveLength(3);
    });

    it("takes a cut-off end for the end once the contact is over, and counts it", async () => {
      const connections = Array.from({ length: 9 }, (_, index) => ({ cutAfter: index === 0 ? 30 : 0 }));
      const world = stage(call, { media: { connections } });
      expect((await world.run()).state).toBe("finished");
      expect(world.metrics.TruncatedMedia).toBe(1);
      expect(world.finals().length).toBeGreaterThan(0);
    });

    it("tries a media service again that is out of reach, and tells when it stays so", async () => {
      const refuse = transient("out of reach");
      const patient = stage(call, { media: { connections: [{ refuse }, { refuse }] } });
      expect((await patient.run()).state).toBe("finished");
      expectEveryFrameOnce(patient);
      const connections = Array.from({ length: 99 }, () => ({ refuse }));
      const hopeless = stage(call, { media: { connections }, overAfterMs: 1e12 });
      await expect(hopeless.run()).rejects.toMatchObject({ name: "Transient" });
    });
  });

  describe("on a stream that others use", () => {
    const other = generatedCall({
      seconds: 5,
      startedAt: startedAt + 60_000,
      contactId: "99999999-2222-4333-8444-555555555555",
      firstNumber: 40,
    });

    it("stops where the next contact's media begins", async () => {
      const world = stage(call, { fragments: [...call.fragments, ...other.fragments], overAfterMs: 1e12 });
      expect((await world.run()).state).toBe("finished");
      expectEveryFrameOnce(world);
    });

    it("refuses media that is another contact's from the start", async () => {
      const foreign = generatedCall({ seconds: 5, startedAt, contactId: "99999999-2222-4333-8444-555555555555" });
      const world = stage(call, { fragments: foreign.fragments });
      await expect(world.run()).rejects.toMatchObject({
        name: "Rejected",
        message: expect.stringContaining("99999999"),
      });
      expect(world.segments).toEqual([]);
    });

    it("ends when another contact's media is all there is to go on with", async () => {
      const world = stage(call, { fragments: [...call.fragments, ...other.fragments] });
      const output = await world.run(
        { afterFragmentNumber: call.fragments.at(-1)?.number, mediaMs: 40_000, originMs: startedAt },
        9,
      );
      expect(output).toMatchObject({ state: "finished", finalSegments: 9 });
    });
  });

  describe("when media is late or missing", () => {
    it("keeps the session alive with silence, and offsets stay the media's own", async () => {
      // From the ninth fragment on (a pause), everything comes 40 s late.
      const world = stage(call, {
        media: { availableAfterMs: (index) => index * 1_024 + (index >= 9 ? 40_000 : 0) },
        overAfterMs: 90_000,
      });
      await world.run();
      expect(world.speech.lines).toHaveLength(1);
      expect(world.speech.lines[0]?.longestWaitMs).toBeLessThan(5_000);
      expect(world.speech.lines[0]?.sentMs).toBeGreaterThan(75_000);
      expect(new Map(world.finals().map((segment) => [segment.segmentId, segment.text]))).toEqual(
        await heardWhole(call),
      );
      expectEveryFrameOnce(world);
    });

    it.each([15_000, 40_000])("bridges a gap of %d ms with silence", async (lengthMs) => {
      const gap = { atMs: 22_528, lengthMs };
      const world = stage(generatedCall({ seconds: 40, startedAt, gap }), { overAfterMs: 1_000 });
      await world.run();
      expect(Math.abs((world.speech.lines[0]?.sentMs ?? 0) - 40_000 - lengthMs)).toBeLessThan(200);
      expectEveryFrameOnce(world);
      const begins = world.finals().map((segment) => segment.beginOffsetMs);
      const expected = call.scripts
        .utterances(contactId)
        .map((one) => one.startMs + (one.startMs >= gap.atMs ? lengthMs : 0));
      expect(begins.sort((one, two) => one - two)).toEqual(expected.sort((one, two) => one - two));
    });

    it("does not send silence for a gap that it has bridged while waiting", async () => {
      const gap = { atMs: 22_528, lengthMs: 30_000 };
      const gapped = generatedCall({ seconds: 40, startedAt, gap });
      const world = stage(gapped, {
        media: { availableAfterMs: (index) => index * 1_024 + (index >= 22 ? 30_000 : 0) },
        overAfterMs: 80_000,
      });
      await world.run();
      expect(world.speech.lines[0]?.sentMs).toBeLessThan(40_000 + 30_000 + 10_000);
      expectEveryFrameOnce(world);
      const begins = world.finals().map((segment) => segment.beginOffsetMs);
      const expected = call.scripts
        .utterances(contactId)
        .map((one) => one.startMs + (one.startMs >= gap.atMs ? 30_000 : 0));
      expect(begins.sort((one, two) => one - two)).toEqual(expected.sort((one, two) => one - two));
    });

    it("hears one side where the other is not streamed", async () => {
      const half = generatedCall({ seconds: 40, startedAt, tracks: ["AUDIO_FROM_CUSTOMER"] });
      const world = stage(half);
      await world.run();
      expect(world.engine.ledger.account(contactId, 0)).toMatchObject({ heard: 2_000, lostMs: [], repeatedMs: [] });
      expect(world.finals().every((segment) => segment.participantRole === "CUSTOMER")).toBe(true);
    });
  });

  describe("when the speech service fails", () => {
    it("waits out a throttle", async () => {
      const world = stage(call, { speech: { throttles: 3 } });
      expect((await world.run()).state).toBe("finished");
      expect(world.metrics.SpeechThrottles).toBe(3);
      expectEveryFrameOnce(world);
    });

    it("tells of a throttle that lasts, so that the machine tries later", async () => {
      const world = stage(call, { speech: { throttles: 1_000 } });
      await expect(world.run()).rejects.toMatchObject({ name: "Transient" });
    });

    it("tells at once of a language that is not heard", async () => {
      const world = stage(call, { speech: { refuse: unsupportedLanguage } });
      await expect(world.run()).rejects.toBe(unsupportedLanguage);
    });

    it("begins a broken session again where everything said was final, and puts no final segment twice", async () => {
      const world = stage(call, { speech: { breaks: [12_000, 9_000] } });
      expect((await world.run()).state).toBe("finished");
      expect(world.metrics.SpeechRestarts).toBe(2);
      expect(new Map(world.finals().map((segment) => [segment.segmentId, segment.text]))).toEqual(
        await heardWhole(call),
      );
      expect(world.finals()).toHaveLength((await heardWhole(call)).size);
      for (const channel of [0, 1]) expect(world.engine.ledger.account(contactId, channel).lostMs).toEqual([]);
    });

    it("gives up on sessions that break before they get anywhere", async () => {
      const world = stage(call, { speech: { breaks: Array.from({ length: 20 }, () => 200) } });
      await expect(world.run()).rejects.toMatchObject({ name: "Transient", message: "the session broke" });
      expect(world.speech.lines).toHaveLength(4);
    });
  });
});
