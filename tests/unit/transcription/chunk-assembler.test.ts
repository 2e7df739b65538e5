import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  type AudioChunk,
  type Channel,
  ChunkAssembler,
  chunkSamples,
} from "../../../domain/transcription/chunk-assembler.ts";

/** Samples that tell their own place: the low 15 bits of their number, plus one so that none is silence. */
const numbered = (from: number, length: number) => {
  const samples = Int16Array.from({ length }, (_, index) => ((from + index) % 32_000) + 1);
  return new Uint8Array(samples.buffer);
};

const drain = (assembler: ChunkAssembler) => {
  const chunks: AudioChunk[] = [];
  for (let chunk = assembler.flush(); chunk; chunk = assembler.flush()) chunks.push(chunk);
  return chunks;
};
const channelOf = (chunks: readonly AudioChunk[], channel: Channel) =>
  chunks.flatMap((chunk) =>
    Array.from({ length: chunkSamples }, (_, index) => chunk.samples[index * 2 + channel] ?? 0),
  );

describe("the chunk assembler", () => {
  it("yields uniform chunks of 3,200 bytes with the customer on channel 0", () => {
    const assembler = new ChunkAssembler(0);
    assembler.add(0, 0, numbered(0, 1_600));
    assembler.add(1, 0, numbered(5_000, 1_600));
    const chunks = [assembler.take(), assembler.take()];
    expect(chunks.map((chunk) => chunk?.mediaMs)).toEqual([0, 100]);
    expect(chunks.every((chunk) => chunk?.samples.byteLength === 3_200 && !chunk.isFiller)).toBe(true);
    expect(chunks[1]?.samples.slice(0, 4)).toEqual(Int16Array.of(801, 5_801, 802, 5_802));
    expect(assembler.take()).toBeUndefined();
  });

  it("gives every sample of any split into blocks once, in its place, however the tracks alternate and timestamps are rounded", () => {
    const track = fc.array(
      fc.record({ samples: fc.integer({ min: 1, max: 900 }), jitter: fc.integer({ min: -20, max: 20 }) }),
      { minLength: 1, maxLength: 25 },
    );
    fc.assert(
      fc.property(track, track, fc.array(fc.boolean(), { minLength: 5, maxLength: 60 }), (one, two, order) => {
        const assembler = new ChunkAssembler(0);
        const queues = [one, two].map((blocks) => {
          let at = 0;
          return blocks.map(({ samples, jitter }) => {
            const block = { at, samples, ms: at / 8 + (at === 0 ? 0 : jitter) };
            at += samples;
            return block;
          });
        });
        const chunks: AudioChunk[] = [];
        for (let turn = 0; queues[0]!.length + queues[1]!.length > 0; turn += 1) {
          const wanted: Channel = order[turn % order.length] ? 0 : 1;
          const channel: Channel = queues[wanted]!.length > 0 ? wanted : wanted === 0 ? 1 : 0;
          const block = queues[channel]!.shift()!;
          assembler.add(channel, block.ms, numbered(block.at, block.samples));
          for (let chunk = assembler.take(); chunk; chunk = assembler.take()) chunks.push(chunk);
        }
        chunks.push(...drain(assembler));
        const lengths = [one, two].map((blocks) => blocks.reduce((sum, block) => sum + block.samples, 0));
        // Within the patience of two seconds nothing is late; beyond it the slower track may lose, and says so.
        if (assembler.lateSamples > 0) return;
        for (const channel of [0, 1] as const) {
          const heard = channelOf(chunks, channel);
          expect(heard.slice(0, lengths[channel])).toEqual(
            Array.from({ length: lengths[channel]! }, (_, index) => (index % 32_000) + 1),
          );
          expect(heard.slice(lengths[channel]).every((sample) => sample === 0)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("takes no sample twice where blocks overlap", () => {
    const assembler = new ChunkAssembler(0);
    assembler.add(0, 0, numbered(0, 1_600));
    assembler.add(0, 100, numbered(800, 1_600));
    expect(channelOf(drain(assembler), 0)).toEqual(Array.from({ length: 2_400 }, (_, index) => index + 1));
  });

  it("bridges a gap with silence and says which chunks hold nothing else", () => {
    const assembler = new ChunkAssembler(0);
    assembler.add(0, 0, numbered(0, 800));
    assembler.add(0, 15_100, numbered(0, 800));
    const chunks = drain(assembler);
    expect(chunks).toHaveLength(152);
    expect(chunks.map((chunk) => chunk.isFiller)).toEqual([false, ...Array.from({ length: 150 }, () => true), false]);
  });

  it("passes over what lies before its start", () => {
    const assembler = new ChunkAssembler(250);
    assembler.add(0, 0, numbered(0, 4_000));
    const chunks = drain(assembler);
    expect(chunks[0]?.mediaMs).toBe(250);
    expect(channelOf(chunks, 0)[0]).toBe(2_001);
    expect(assembler.lateSamples).toBe(0);
  });

  it("waits for a track that a producer writes behind the other, and not for one that has fallen silent", () => {
    const assembler = new ChunkAssembler(0);
    assembler.add(0, 0, numbered(0, 8_000));
    expect(assembler.take()).toBeUndefined();
    assembler.add(1, 0, numbered(0, 8_000));
    for (let count = 0; count < 10; count += 1) expect(assembler.take()).toBeDefined();
    assembler.add(0, 1_000, numbered(0, 8_000 * 3));
    const before = [];
    for (let chunk = assembler.take(); chunk; chunk = assembler.take()) before.push(chunk);
    expect(before.length).toBe(27);
    assembler.add(0, 4_000, numbered(0, 800));
    expect(assembler.take()).toBeDefined();
  });

  it("counts what comes too late for its chunk", () => {
    const assembler = new ChunkAssembler(0);
    assembler.add(0, 0, numbered(0, 800));
    expect(assembler.settle()).toBeDefined();
    assembler.add(1, 50, numbered(0, 800));
    expect(assembler.lateSamples).toBe(400);
  });

  it("joins blocks that drift, and follows the clock where they have drifted far", () => {
    const assembler = new ChunkAssembler(0);
    expect(assembler.add(0, 0, numbered(0, 800))).toEqual({ startMs: 0, endMs: 100, skewSamples: 0 });
    expect(assembler.add(0, 120, numbered(0, 800))).toEqual({ startMs: 100, endMs: 200, skewSamples: -160 });
    expect(assembler.add(0, 260, numbered(0, 800))).toEqual({ startMs: 260, endMs: 360, skewSamples: 0 });
  });

  it("refuses a timestamp that lies hours ahead", () => {
    const assembler = new ChunkAssembler(0);
    assembler.add(0, 0, numbered(0, 800));
    expect(() => assembler.add(0, 5 * 3_600_000, numbered(0, 800))).toThrow(
      expect.objectContaining({ name: "ContractViolation" }),
    );
  });
});
