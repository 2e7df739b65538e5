import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { arch, cpus } from "node:os";
import { EbmlStreamDecoder, SimpleBlock } from "ebml-stream";
import { MkvDemuxer } from "../domain/media/mkv-demuxer.ts";
import { MkvParser } from "../domain/media/mkv-parser.ts";
import { type MuxBlock, mkvMuxer } from "../local/kinesis-video/mkv-muxer.ts";

/**
 * Measures the demuxer beside `ebml-stream` on the same bytes in the same chunks, each fed by its own interface. After warming up,
 * rounds take turns and medians are compared. Both must find the same frames, or the run fails. Nothing is asserted of the times.
 */

const warmUpRounds = 5;
const rounds = 11;
const chunkBytes = 64 * 1024;
/** A capture is read over and over as one stream, document after document, until it is this long. */
const captureBytes = 16 * 1024 * 1024;
const generatedBytes = 100 * 1024 * 1024;
const captureFolder = new URL("../../shared/data/kvs/", import.meta.url);

interface Input {
  readonly name: string;
  readonly chunks: readonly Uint8Array[];
  readonly bytes: number;
}

/** Frames and their bytes, by which the two are compared. */
interface Found {
  frames: number;
  bytes: number;
}

/** The parser with a visitor, which is what production reads calls with. */
function parser(chunks: readonly Uint8Array[]): Found {
  const found = { frames: 0, bytes: 0 };
  const mkv = new MkvParser({
    document: () => undefined,
    tags: () => undefined,
    tracks: () => undefined,
    cluster: () => undefined,
    block: (_number, _name, _timestampMs, _bytes, start, end) => {
      found.frames += 1;
      found.bytes += end - start;
    },
  });
  for (const chunk of chunks) mkv.push(chunk);
  mkv.end();
  return found;
}

/** The same with an object and a view for each frame. */
function demuxer(chunks: readonly Uint8Array[]): Found {
  const found = { frames: 0, bytes: 0 };
  const mkv = new MkvDemuxer();
  for (const chunk of chunks) {
    for (const event of mkv.push(chunk)) {
      if (event.type !== "block") continue;
      found.frames += 1;
      found.bytes += event.data.length;
    }
  }
  mkv.end();
  return found;
}

async function ebmlStream(chunks: readonly Uint8Array[]): Promise<Found> {
  const found = { frames: 0, bytes: 0 };
  const decoder = new EbmlStreamDecoder();
  decoder.on("data", (tag: unknown) => {
    if (!(tag instanceof SimpleBlock)) return;
    found.frames += 1;
    found.bytes += tag.payload.length;
  });
  for (const chunk of chunks) if (!decoder.write(chunk)) await once(decoder, "drain");
  const ended = once(decoder, "end");
  decoder.end();
  await ended;
  return found;
}

function cut(name: string, bytes: Uint8Array): Input {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) chunks.push(bytes.subarray(at, at + chunkBytes));
  return { name, chunks, bytes: bytes.length };
}

function captures(): Input[] {
  if (!existsSync(captureFolder)) {
    console.warn(`No captures at ${captureFolder.pathname}: measuring the generated stream only.`);
    return [];
  }
  const names = readdirSync(captureFolder).filter((name) => name.endsWith(".mkv"));
  return names.map((name) => {
    const capture = readFileSync(new URL(name, captureFolder));
    const times = Math.ceil(captureBytes / capture.length);
    return cut(`${name} x ${times}`, Buffer.concat(new Array<Uint8Array>(times).fill(capture)));
  });
}

/** A stream as Amazon Connect sends it: fragments of one second, frames of 1,024 bytes, the two directions in turn. */
function generated(): Input {
  const frame = new Uint8Array(1024).map((_, index) => index * 7);
  const tracks = [
    { number: 1, name: "AUDIO_FROM_CUSTOMER" },
    { number: 2, name: "AUDIO_TO_CUSTOMER" },
  ];
  const fragments: Uint8Array[] = [];
  let bytes = 0;
  for (let startMs = 1_700_000_000_000; bytes < generatedBytes; startMs += 1024) {
    const blocks: MuxBlock[] = [];
    for (let atMs = startMs; atMs < startMs + 1024; atMs += 64) {
      for (const { number } of tracks) blocks.push({ trackNumber: number, atMs, data: frame });
    }
    const fragment = Buffer.concat([
      mkvMuxer.documentStart(),
      mkvMuxer.description(tracks, new Uint8Array(16)),
      mkvMuxer.tags({
        AWS_KINESISVIDEO_FRAGMENT_NUMBER: String(startMs),
        AWS_KINESISVIDEO_PRODUCER_TIMESTAMP: String(startMs / 1000),
      }),
      mkvMuxer.cluster(startMs, blocks),
      mkvMuxer.tags({ ContactId: "00000000-0000-4000-8000-000000000001" }),
    ]);
    fragments.push(fragment);
    bytes += fragment.length;
  }
  return cut("generated, as Connect", Buffer.concat(fragments));
}

type Reader = (chunks: readonly Uint8Array[]) => Found | Promise<Found>;

async function megabytesPerSecond(read: Reader, input: Input, expected: Found): Promise<number> {
  const start = performance.now();
  const found = await read(input.chunks);
  const seconds = (performance.now() - start) / 1000;
  if (found.frames !== expected.frames || found.bytes !== expected.bytes) {
    throw new Error(`${input.name}: ${JSON.stringify(found)} found, ${JSON.stringify(expected)} expected`);
  }
  return input.bytes / 1e6 / seconds;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function compare(input: Input): Promise<Record<string, string>> {
  const expected = await ebmlStream(input.chunks);
  const speeds = { parser: [] as number[], demuxer: [] as number[], ebmlStream: [] as number[] };
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    const measured = {
      parser: await megabytesPerSecond(parser, input, expected),
      ebmlStream: await megabytesPerSecond(ebmlStream, input, expected),
      demuxer: await megabytesPerSecond(demuxer, input, expected),
    };
    if (round < 0) continue;
    speeds.parser.push(measured.parser);
    speeds.ebmlStream.push(measured.ebmlStream);
    speeds.demuxer.push(measured.demuxer);
  }
  const theirs = median(speeds.ebmlStream);
  return {
    input: input.name,
    MB: (input.bytes / 1e6).toFixed(1),
    "ebml-stream MB/s": theirs.toFixed(0),
    "MkvParser MB/s": median(speeds.parser).toFixed(0),
    "MkvParser ratio": (median(speeds.parser) / theirs).toFixed(1),
    "MkvDemuxer MB/s": median(speeds.demuxer).toFixed(0),
    "MkvDemuxer ratio": (median(speeds.demuxer) / theirs).toFixed(1),
  };
}

const rows: Record<string, string>[] = [];
for (const input of [...captures(), generated()]) rows.push(await compare(input));
console.log(
  `Demuxing Matroska in chunks of 64 KiB, median of ${rounds} rounds in turn; Node ${process.version}, ${cpus()[0]?.model ?? arch()}`,
);
console.table(rows);
