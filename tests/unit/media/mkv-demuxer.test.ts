import { createHash } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { MediaEvent } from "../../../domain/media/media-event.ts";
import { MkvDemuxer } from "../../../domain/media/mkv-demuxer.ts";
import {
  writeElement,
  writeSimpleBlock,
  writeText,
  writeUnsigned,
  writeUnsizedElement,
} from "../../../local/kinesis-video/ebml-writer.ts";
import { mkvMuxer } from "../../../local/kinesis-video/mkv-muxer.ts";
import { captureNames, describeWithCaptures, readCapture } from "./kinesis-video-captures.ts";

const id = {
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  blockGroup: 0xa0,
  block: 0xa1,
  info: 0x1549a966,
  scale: 0x2ad7b1,
  void: 0xec,
  crc: 0xbf,
  tags: 0x1254c367,
};

const tracks = [
  { number: 1, name: "AUDIO_FROM_CUSTOMER" },
  { number: 2, name: "AUDIO_TO_CUSTOMER" },
];
const start = Buffer.concat([mkvMuxer.documentStart(), mkvMuxer.description(tracks, new Uint8Array(16))]);

function demux(bytes: Uint8Array, cuts: readonly number[] = []): MediaEvent[] {
  const demuxer = new MkvDemuxer();
  const events: MediaEvent[] = [];
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    // Each chunk is a buffer of its own that is wiped afterwards, so that a view kept too long shows.
    const chunk = Uint8Array.from(bytes.subarray(from, cut));
    for (const event of demuxer.push(chunk))
      events.push(event.type === "block" ? { ...event, data: event.data.slice() } : event);
    chunk.fill(0xee);
    from = cut;
  }
  demuxer.end();
  return events;
}

/** One line for megabytes of events, since comparing them as objects takes long. */
function digest(events: readonly MediaEvent[]): string {
  const hash = createHash("sha256");
  for (const event of events)
    hash.update(
      JSON.stringify(event, (name, value) => (name === "data" ? Buffer.from(value).toString("latin1") : value)),
    );
  return `${events.length} events, ${hash.digest("hex")}`;
}

const everyByte = (bytes: Uint8Array) => Array.from(bytes.keys()).slice(1);
const blocksOf = (events: readonly MediaEvent[]) =>
  events.flatMap((event) => (event.type === "block" ? [{ at: event.timestampMs, data: [...event.data] }] : []));
const clusterOf = (timestamp: number, ...children: Uint8Array[]) =>
  writeUnsizedElement(id.cluster, writeUnsigned(id.timestamp, timestamp), ...children);
const laced = (flags: number, ...data: number[]) => writeElement(0xa3, Buffer.from([0x81, 0, 0, flags, ...data]));

describe("the demuxer", () => {
  it("tells documents, tracks, tags, clusters and blocks in the order of their bytes", () => {
    const bytes = Buffer.concat([
      start,
      mkvMuxer.tags({ AWS_KINESISVIDEO_FRAGMENT_NUMBER: "1" }),
      mkvMuxer.cluster(1_700_000_000_000, [
        { trackNumber: 1, atMs: 1_700_000_000_000, data: Buffer.from([1, 2]) },
        { trackNumber: 2, atMs: 1_700_000_000_064, data: Buffer.from([3, 4]) },
        { trackNumber: 3, atMs: 1_699_999_999_990, data: Buffer.from([]) },
      ]),
      mkvMuxer.tags({ ContactId: "상담-1" }),
    ]);
    const track = { codecId: "A_AAC", sampleRateHz: undefined, channels: undefined, bitDepth: undefined };
    expect(demux(bytes)).toEqual([
      { type: "document" },
      {
        type: "tracks",
        tracks: [
          { ...track, number: 1, name: "AUDIO_FROM_CUSTOMER" },
          { ...track, number: 2, name: "AUDIO_TO_CUSTOMER" },
        ],
      },
      { type: "tags", tags: { AWS_KINESISVIDEO_FRAGMENT_NUMBER: "1" } },
      { type: "cluster", timestampMs: 1_700_000_000_000 },
      {
        type: "block",
        trackNumber: 1,
        trackName: "AUDIO_FROM_CUSTOMER",
        timestampMs: 1_700_000_000_000,
        data: new Uint8Array([1, 2]),
      },
      {
        type: "block",
        trackNumber: 2,
        trackName: "AUDIO_TO_CUSTOMER",
        timestampMs: 1_700_000_000_064,
        data: new Uint8Array([3, 4]),
      },
      { type: "block", trackNumber: 3, trackName: undefined, timestampMs: 1_699_999_999_990, data: new Uint8Array([]) },
      { type: "tags", tags: { ContactId: "상담-1" } },
    ]);
  });

  it("tells a block the moment its last byte has come, with its cluster still open", () => {
    const demuxer = new MkvDemuxer();
    const bytes = Buffer.concat([start, clusterOf(0, writeSimpleBlock(1, 0, Buffer.alloc(1024, 7)))]);
    expect(blocksOf(demuxer.push(bytes.subarray(0, -1)))).toHaveLength(0);
    expect(blocksOf(demuxer.push(bytes.subarray(-1)))).toHaveLength(1);
  });

  it("reads block groups, and passes over Void, CRC-32 and unknown elements of any size", () => {
    const unknown = writeElement(0x4abc, Buffer.alloc(100_000, 0x1a));
    const cluster = clusterOf(
      5,
      writeElement(id.crc, Buffer.alloc(4)),
      writeElement(
        id.blockGroup,
        writeElement(id.void, Buffer.alloc(9)),
        writeElement(id.block, Buffer.from([0x82, 0, 3, 0, 42])),
        writeUnsigned(0x9b, 20),
      ),
      unknown,
      writeSimpleBlock(1, 4, Buffer.from([43])),
    );
    expect(blocksOf(demux(Buffer.concat([start, writeElement(id.void, Buffer.alloc(70_000)), cluster])))).toEqual([
      { at: 8, data: [42] },
      { at: 9, data: [43] },
    ]);
  });

  it("multiplies timestamps by TimestampScale and forgets it at the next document", () => {
    const scaled = Buffer.concat([
      mkvMuxer.documentStart(),
      writeElement(id.info, writeUnsigned(id.scale, 100_000)),
      clusterOf(50, writeSimpleBlock(1, 10, Buffer.of(1))),
    ]);
    const plain = Buffer.concat([mkvMuxer.documentStart(), clusterOf(50, writeSimpleBlock(1, 10, Buffer.of(2)))]);
    expect(blocksOf(demux(Buffer.concat([scaled, plain])))).toEqual([
      { at: 6, data: [1] },
      { at: 60, data: [2] },
    ]);
  });

  it("reads sizes of 8 bytes", () => {
    const block = Buffer.concat([
      Buffer.from([0xa3, 0x01, 0, 0, 0, 0, 0, 0, 6]),
      Buffer.from([0x81, 0, 1, 0x80, 9, 8]),
    ]);
    expect(blocksOf(demux(Buffer.concat([start, clusterOf(0, block)])))).toEqual([{ at: 1, data: [9, 8] }]);
  });

  it("reads tracks that describe their audio", () => {
    const rate = Buffer.alloc(8);
    rate.writeDoubleBE(8000);
    const audio = writeElement(0xe1, writeElement(0xb5, rate), writeUnsigned(0x9f, 1), writeUnsigned(0x6264, 16));
    const entry = writeElement(
      0xae,
      writeUnsigned(0xd7, 1),
      writeText(0x536e, "voice\0\0"),
      writeText(0x86, "A_PCM/INT/LIT"),
      audio,
    );
    expect(demux(Buffer.concat([mkvMuxer.documentStart(), writeElement(0x1654ae6b, entry)]))[1]).toEqual({
      type: "tracks",
      tracks: [{ number: 1, name: "voice", codecId: "A_PCM/INT/LIT", sampleRateHz: 8000, channels: 1, bitDepth: 16 }],
    });
  });

  it.each([
    ["Xiph", laced(0x02, 2, 1, 2, 10, 20, 21, 30)],
    ["fixed", laced(0x04, 2, 10, 20, 30)],
    ["EBML", laced(0x06, 2, 0x81, 0xc0, 10, 20, 21, 30)],
  ])("takes a block with %s lacing apart", (name, block) => {
    const frames = blocksOf(demux(Buffer.concat([start, clusterOf(0, block)]))).map((frame) => frame.data);
    expect(frames).toEqual(name === "fixed" ? [[10], [20], [30]] : [[10], [20, 21], [30]]);
  });
});

describe("the cuts between chunks", () => {
  const timestamps = fc.integer({ min: 0, max: 2 ** 40 });
  const block = fc.record({
    trackNumber: fc.integer({ min: 1, max: 126 }),
    relative: fc.integer({ min: -32768, max: 32767 }),
    data: fc.uint8Array({ maxLength: 300 }),
  });
  const fragment = fc
    .record({
      timestamp: timestamps,
      blocks: fc.array(block, { maxLength: 6 }),
      tag: fc.string(),
      padding: fc.nat(200),
      sized: fc.boolean(),
    })
    .map(({ timestamp, blocks, tag, padding, sized }) => {
      const children = [
        writeUnsigned(id.timestamp, timestamp),
        ...blocks.map((each) => writeSimpleBlock(each.trackNumber, each.relative, each.data)),
      ];
      return Buffer.concat([
        start,
        writeElement(id.void, Buffer.alloc(padding)),
        sized ? writeElement(id.cluster, ...children) : writeUnsizedElement(id.cluster, ...children),
        mkvMuxer.tags({ tag }),
      ]);
    });
  const stream = fc.array(fragment, { minLength: 1, maxLength: 4 }).map((fragments) => Buffer.concat(fragments));

  it("never change the events, wherever they fall", () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(10_000), { maxLength: 20 }), (bytes, cuts) => {
        const places = cuts.map((cut) => cut % bytes.length).toSorted((left, right) => left - right);
        expect(demux(bytes, places)).toEqual(demux(bytes));
      }),
      { numRuns: 100 },
    );
  });

  it("never change the events with one byte a chunk", () => {
    fc.assert(
      fc.property(stream, (bytes) => {
        expect(demux(bytes, everyByte(bytes))).toEqual(demux(bytes));
      }),
      { numRuns: 25 },
    );
  });

  describeWithCaptures("in captures", () => {
    it.each(captureNames)("never change the events of %s", (name) => {
      const capture = readCapture(name);
      const whole = digest(demux(capture));
      const regular = (size: number) =>
        Array.from({ length: Math.ceil(capture.length / size) - 1 }, (_, index) => (index + 1) * size);
      for (const size of [1_460, 16_384]) expect(digest(demux(capture, regular(size)))).toBe(whole);
      const beginning = 4_000;
      expect(digest(demux(capture, everyByte(capture.subarray(0, beginning))))).toBe(whole);
    });
  });
});

describe("damaged input", () => {
  const complete = Buffer.concat([
    start,
    writeElement(id.cluster, writeUnsigned(id.timestamp, 1), writeSimpleBlock(1, 0, Buffer.alloc(50))),
  ]);

  it.each([
    [
      "a WAV file",
      Buffer.from("RIFF\x24\x00\x00\x00WAVEfmt "),
      /expected an EBML header at byte 0, found element 0x5249/,
    ],
    ["zeros", Buffer.alloc(20), /no Matroska element can begin with 0x00, found at byte 0/],
    ["another document type", writeElement(0x1a45dfa3, writeText(0x4282, "exe")), /is not Matroska but "exe"/],
    ["a block outside a cluster", Buffer.concat([start, writeSimpleBlock(1, 0, Buffer.alloc(4))]), /outside a cluster/],
    [
      "a child longer than its parent",
      Buffer.concat([start, writeElement(id.tags, Buffer.from([0x73, 0x73, 0x90]))]),
      /Tag at byte \d+ was to end at byte \d+, beyond the end of Tags/,
    ],
    [
      "a size of 9 bytes",
      Buffer.concat([start, Buffer.from([0xa3, 0x00, 1])]),
      /element 0xA3 at byte \d+ has a size longer than 8 bytes/,
    ],
    [
      "a size beyond 2^53",
      Buffer.concat([start, Buffer.from([0xec, 0x01, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])]),
      /announces more than 2\^53 bytes/,
    ],
    [
      "Tags of unknown size",
      Buffer.concat([start, writeUnsizedElement(id.tags)]),
      /Tags at byte \d+ has no size; only Segment and Cluster may/,
    ],
    [
      "a document inside a cluster of known size",
      Buffer.concat([start, writeElement(id.cluster, writeUnsigned(id.timestamp, 1), mkvMuxer.documentStart())]),
      /EBML at byte \d+ may not stand inside Cluster/,
    ],
    [
      "laced frames longer than their block",
      Buffer.concat([start, clusterOf(0, laced(0x02, 1, 200, 1, 2))]),
      /laced frames longer than itself/,
    ],
    [
      "a block without a header",
      Buffer.concat([start, clusterOf(0, writeElement(0xa3, Buffer.from([0x81])))]),
      /too short for its own header/,
    ],
  ])("is refused: %s", (_what, bytes, message) => {
    expect(() => demux(bytes)).toThrow(message);
    expect(() => demux(bytes, everyByte(bytes))).toThrow(expect.objectContaining({ name: "ContractViolation" }));
  });

  it("is refused before memory is taken for a block of gigabytes", () => {
    const huge = Buffer.concat([start, clusterOf(0), Buffer.from([0xa3, 0x08, 0xff, 0xff, 0xff, 0xff])]);
    expect(() => demux(huge)).toThrow(/SimpleBlock at byte \d+ announces 4294967295 bytes; at most 16777216 are taken/);
  });

  it("is told as truncated, with byte and element, wherever an announced element is cut", () => {
    expect(() => demux(complete.subarray(0, -10))).toThrow(
      /^truncated: the stream ends at byte \d+, inside SimpleBlock, whose data was to last from byte \d+ to byte \d+$/,
    );
    expect(() => demux(complete.subarray(0, -55))).toThrow(
      /^truncated: .* inside the element header that begins at byte/,
    );
    expect(() => demux(complete.subarray(0, -56))).toThrow(/^truncated: .* inside Cluster/);
    expect(() => demux(Buffer.concat([start, clusterOf(7)]))).not.toThrow();
  });

  it("stays refused: a later push and the end throw the same error", () => {
    const demuxer = new MkvDemuxer();
    expect(() => demuxer.push(Buffer.alloc(4))).toThrow("at byte 0");
    expect(() => demuxer.push(start)).toThrow("at byte 0");
    expect(() => demuxer.end()).toThrow("at byte 0");
  });

  it("never makes the demuxer throw anything but ContractViolation", () => {
    const source = Buffer.concat([
      complete,
      start,
      clusterOf(9, laced(0x06, 2, 0x81, 0xc0, 10, 20, 21, 30)),
      mkvMuxer.tags({ a: "b" }),
    ]);
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(source.length - 1), byte: fc.nat(255) }), { minLength: 1, maxLength: 5 }),
        (changes) => {
          const damaged = Buffer.from(source);
          for (const { at, byte } of changes) damaged[at] = byte;
          try {
            demux(damaged);
          } catch (error) {
            expect(error).toMatchObject({ name: "ContractViolation" });
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
