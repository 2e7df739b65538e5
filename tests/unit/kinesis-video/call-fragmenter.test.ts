import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { CallTrack } from "../../../domain/media/fragment-reader.ts";
import { type CallFragment, CallFragmenter } from "../../../local/kinesis-video/call-fragmenter.ts";

const startMs = 1_700_000_000_000;
const directions = ["AUDIO_FROM_CUSTOMER", "AUDIO_TO_CUSTOMER"] as const satisfies readonly CallTrack[];

/** PCM whose samples count up from `first`, so that every one can be found again. */
function counting(first: number, samples: number): Uint8Array {
  const pcm = Buffer.alloc(samples * 2);
  for (let index = 0; index < samples; index += 1) pcm.writeUInt16LE((first + index) % 65_536, index * 2);
  return pcm;
}

const bytesOf = (fragments: readonly CallFragment[], track: CallTrack) =>
  Buffer.concat(
    fragments.flatMap((fragment) => fragment.frames.filter((frame) => frame.track === track).map((frame) => frame.pcm)),
  );

describe("fragments of a call", () => {
  it("hold a second of both directions, in frames of 1,024 bytes in order of time", () => {
    const fragmenter = new CallFragmenter(startMs - 1);
    for (const track of directions) fragmenter.write(track, counting(0, 8_000 * 3), startMs);
    const fragments = fragmenter.flush();
    expect(fragments.map((fragment) => fragment.startMs - startMs)).toEqual([0, 1_024, 2_048]);
    expect(
      fragments[0]?.frames.map((frame) => [frame.track, frame.atMs - startMs, frame.pcm.length]).slice(0, 3),
    ).toEqual([
      ["AUDIO_FROM_CUSTOMER", 0, 1_024],
      ["AUDIO_TO_CUSTOMER", 0, 1_024],
      ["AUDIO_FROM_CUSTOMER", 64, 1_024],
    ]);
    expect(fragments[0]?.frames).toHaveLength(32);
  });

  it("have a short frame where a direction pauses, so that what follows stands at its own time", () => {
    const fragmenter = new CallFragmenter(startMs - 1);
    fragmenter.write("AUDIO_FROM_CUSTOMER", counting(0, 96), startMs);
    fragmenter.write("AUDIO_FROM_CUSTOMER", counting(96, 96), startMs + 500);
    expect(fragmenter.flush()[0]?.frames.map((frame) => [frame.atMs - startMs, frame.pcm.length])).toEqual([
      [0, 192],
      [500, 192],
    ]);
  });

  it("lose and repeat no sample, however the audio comes", () => {
    const pieces = fc.array(
      fc.record({
        track: fc.constantFrom(...directions),
        samples: fc.nat(3_000),
        pauseMs: fc.constantFrom(0, 0, 0, 700),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(pieces, fc.nat(5), (writes, takeEvery) => {
        const fragmenter = new CallFragmenter(startMs - 1);
        const written = { AUDIO_FROM_CUSTOMER: 0, AUDIO_TO_CUSTOMER: 0 };
        const atMs = { AUDIO_FROM_CUSTOMER: startMs, AUDIO_TO_CUSTOMER: startMs };
        const fragments: CallFragment[] = [];
        for (const [index, { track, samples, pauseMs }] of writes.entries()) {
          atMs[track] += pauseMs;
          if (atMs[track] < Math.max(...Object.values(atMs)) - 30_000) continue;
          fragmenter.write(track, counting(written[track], samples), atMs[track]);
          written[track] += samples;
          atMs[track] += samples / 8;
          if (takeEvery > 0 && index % takeEvery === 0) fragments.push(...fragmenter.takeFull());
        }
        fragments.push(...fragmenter.flush());
        for (const track of directions)
          expect(bytesOf(fragments, track).equals(counting(0, written[track]))).toBe(true);
        const starts = fragments.map((fragment) => fragment.startMs);
        expect(starts).toEqual([...new Set(starts)].toSorted((left, right) => left - right));
      }),
    );
  });

  it("refuse half a sample, and audio too far behind to be told", () => {
    const fragmenter = new CallFragmenter(startMs);
    expect(() => fragmenter.write("AUDIO_FROM_CUSTOMER", new Uint8Array(3), startMs)).toThrow(
      "an even number of bytes, not 3",
    );
    expect(() => fragmenter.write("AUDIO_TO_CUSTOMER", new Uint8Array(2), startMs - 40_000)).toThrow(
      /comes 40000 ms behind the last fragment/,
    );
  });
});
