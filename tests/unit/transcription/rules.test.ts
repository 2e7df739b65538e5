import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { FragmentIndex } from "../../../domain/transcription/fragment-index.ts";
import { mustHandOver } from "../../../domain/transcription/hand-over-rule.ts";
import { PartialLimiter } from "../../../domain/transcription/partial-limiter.ts";
import { PauseDetector } from "../../../domain/transcription/pause-detector.ts";
import { SafePoint } from "../../../domain/transcription/safe-point.ts";
import { segmentOf } from "../../../domain/transcription/segment-of.ts";
import { SessionTimeline } from "../../../domain/transcription/session-timeline.ts";
import { Segment } from "../../../schemas/segment.ts";

const chunk = (first: number, second: number) =>
  Int16Array.from({ length: 1_600 }, (_, index) => (index % 2 === 0 ? first : second));

describe("the session timeline", () => {
  it("maps any mix of media and inserted silence back to media time", () => {
    const steps = fc.array(fc.record({ isMedia: fc.boolean(), count: fc.integer({ min: 1, max: 30 }) }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 100_000 }), (mix, startMs) => {
        const timeline = new SessionTimeline();
        let mediaMs = startMs;
        for (const { isMedia, count } of mix) {
          for (let index = 0; index < count; index += 1) {
            const before = timeline.sessionMs;
            if (!isMedia) {
              timeline.insertSilence(mediaMs, 100);
              expect(timeline.toMediaMs(before + 50, "begin")).toBe(mediaMs);
            } else {
              timeline.addMedia(mediaMs, 100);
              expect(timeline.toMediaMs(before + 50, "begin")).toBe(mediaMs + 50);
              mediaMs += 100;
              expect(timeline.toMediaMs(before + 100, "end")).toBe(mediaMs);
            }
          }
        }
      }),
    );
  });

  it("lets silence that was sent bridge a gap once, and only where it lies next to it", () => {
    const timeline = new SessionTimeline();
    timeline.addMedia(0, 100);
    expect(timeline.bridgeBySilenceSent(100)).toBe(false);
    timeline.insertSilence(100, 200);
    expect([
      timeline.bridgeBySilenceSent(100),
      timeline.bridgeBySilenceSent(100),
      timeline.bridgeBySilenceSent(100),
    ]).toEqual([true, true, false]);
    timeline.addMedia(300, 100);
    expect(timeline.toMediaMs(350, "begin")).toBe(350);
    expect(timeline.toMediaMs(300, "end")).toBe(100);
    timeline.insertSilence(400, 500);
    timeline.addMedia(400, 100);
    timeline.addMedia(500, 100);
    expect(timeline.bridgeBySilenceSent(100)).toBe(false);
  });
});

describe("the fragment index", () => {
  const index = () => {
    const fragments = new FragmentIndex("9");
    for (const [number, endMs] of [
      ["10", 1_000],
      ["11", 2_050],
      ["12", 3_000],
    ] as const) {
      fragments.add(number, 5_000 + endMs);
      fragments.notePlacement(number, 0, { startMs: endMs - 1_000, endMs, skewSamples: Number(number) });
      if (number !== "12") fragments.noteEnd(number);
    }
    return fragments;
  };

  it("names the last fragment that lies wholly before a cut, and how the next one was placed", () => {
    expect(index().resumeAt(500)).toEqual({ afterFragmentNumber: "9", skew: [10, null] });
    expect(index().resumeAt(1_000)).toEqual({ afterFragmentNumber: "10", skew: [11, null] });
    expect(index().resumeAt(2_000)).toEqual({ afterFragmentNumber: "10", skew: [11, null] });
    expect(index().resumeAt(2_050)).toEqual({ afterFragmentNumber: "11", skew: [12, null] });
  });

  it("does not take a fragment for whole that is still coming", () => {
    expect(index().resumeAt(9_000).afterFragmentNumber).toBe("11");
  });

  it("tells when the audio up to a media time had been received", () => {
    expect([
      index().receivedAt(999),
      index().receivedAt(1_000),
      index().receivedAt(1_001),
      index().receivedAt(99_000),
    ]).toEqual([6_000, 6_000, 7_050, 8_000]);
    expect(new FragmentIndex().receivedAt(5)).toBeUndefined();
  });

  it("remembers a fragment that comes again as it was placed at first", () => {
    const fragments = index();
    expect(fragments.add("11", 1)).toEqual([11, null]);
    fragments.notePlacement("11", 0, { startMs: 0, endMs: 5, skewSamples: 99 });
    expect(fragments.add("11", 1)).toEqual([11, null]);
  });
});

describe("the rule for handing over", () => {
  const calm = { remainingMs: 500_000, marginMs: 60_000, sessionMs: 0, sessionLimitMs: 14_000_000, quietMs: 0 };

  it("does not cut while there is time", () => {
    expect(mustHandOver({ ...calm, quietMs: 5_000 })).toBe(false);
  });

  it("takes a good pause at first, a short one later, and cuts anywhere in the end", () => {
    expect(mustHandOver({ ...calm, remainingMs: 59_000, quietMs: 200 })).toBe(false);
    expect(mustHandOver({ ...calm, remainingMs: 59_000, quietMs: 300 })).toBe(true);
    expect(mustHandOver({ ...calm, remainingMs: 44_000, quietMs: 100 })).toBe(true);
    expect(mustHandOver({ ...calm, remainingMs: 31_000, quietMs: 0 })).toBe(false);
    expect(mustHandOver({ ...calm, remainingMs: 30_000, quietMs: 0 })).toBe(true);
  });

  it("minds the session's own limit", () => {
    expect(mustHandOver({ ...calm, sessionMs: 13_975_000 })).toBe(true);
  });
});

describe("the pause detector", () => {
  it("counts the quiet of both channels together", () => {
    const pauses = new PauseDetector();
    pauses.hear(0, chunk(2_000, 10));
    expect(pauses.quietMs).toBe(0);
    pauses.hear(100, chunk(10, 10));
    pauses.hear(200, chunk(-10, 5));
    expect(pauses.quietMs).toBe(200);
    pauses.hear(300, chunk(0, 3_000));
    expect([pauses.quietMs, pauses.loudUntilMs(0), pauses.loudUntilMs(1)]).toEqual([0, 100, 400]);
  });
});

describe("the safe point", () => {
  const hear = (pauses: PauseDetector, safe: SafePoint, from: number, count: number, samples: Int16Array) => {
    for (let index = 0; index < count; index += 1) {
      pauses.hear(from + index * 100, samples);
      safe.consider(from + (index + 1) * 100, pauses);
    }
  };

  it("moves to a pause once what was said before it is final on both channels", () => {
    const [pauses, safe] = [new PauseDetector(), new SafePoint(0)];
    hear(pauses, safe, 0, 10, chunk(2_000, 2_000));
    hear(pauses, safe, 1_000, 5, chunk(0, 0));
    expect(safe.mediaMs).toBe(0);
    safe.noteFinal(0, 950);
    expect(safe.mediaMs).toBe(0);
    safe.noteFinal(1, 900);
    expect(safe.mediaMs).toBe(1_300);
  });

  it("moves through silence by itself", () => {
    const [pauses, safe] = [new PauseDetector(), new SafePoint(5_000)];
    hear(pauses, safe, 5_000, 20, chunk(0, 0));
    expect(safe.mediaMs).toBe(7_000);
  });

  it("stays before speech of which nothing final has come", () => {
    const [pauses, safe] = [new PauseDetector(), new SafePoint(0)];
    hear(pauses, safe, 0, 5, chunk(0, 0));
    hear(pauses, safe, 500, 10, chunk(2_000, 0));
    hear(pauses, safe, 1_500, 50, chunk(0, 0));
    expect(safe.mediaMs).toBe(500);
  });
});

describe("partial results", () => {
  it("pass at most once an interval and channel, and not unchanged", () => {
    const limiter = new PartialLimiter(500);
    expect(limiter.admits(0, "a", 0)).toBe(true);
    expect(limiter.admits(1, "a", 10)).toBe(true);
    expect(limiter.admits(0, "a b", 499)).toBe(false);
    expect(limiter.admits(0, "a b", 500)).toBe(true);
    expect(limiter.admits(0, "a b", 5_000)).toBe(false);
  });
});

describe("a segment", () => {
  it("fits its contract and is named by contact, role and beginning", () => {
    const segment = segmentOf({
      contactId: "c-1",
      languageCode: "ko-KR",
      channel: 1,
      isPartial: false,
      text: "네",
      confidence: 1.2,
      beginMs: 1_234.4,
      endMs: 900,
      endReceivedAt: 5,
    });
    expect(Segment.parse(segment)).toMatchObject({
      segmentId: "c-1#AGENT#00001234",
      beginOffsetMs: 1_234,
      endOffsetMs: 1_234,
      confidence: 1,
    });
  });
});
