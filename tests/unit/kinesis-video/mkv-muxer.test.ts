import { expect, it } from "@jest/globals";
import { EbmlStreamDecoder, EbmlTagId, EbmlTagPosition, SimpleBlock } from "ebml-stream";
import fc from "fast-check";
import { MkvDemuxer } from "../../../domain/media/mkv-demuxer.ts";
import { writeElement } from "../../../local/kinesis-video/ebml-writer.ts";
import { mkvMuxer } from "../../../local/kinesis-video/mkv-muxer.ts";

const tracks = [
  { number: 1, name: "AUDIO_FROM_CUSTOMER" },
  { number: 2, name: "AUDIO_TO_CUSTOMER" },
];

it("an independent parser finds in it what Amazon Connect writes", async () => {
  const bytes = Buffer.concat([
    mkvMuxer.documentStart(),
    mkvMuxer.description(tracks, new Uint8Array(16)),
    mkvMuxer.tags({ ContactId: "c" }),
    mkvMuxer.cluster(1_726_677_688_724, [{ trackNumber: 2, atMs: 1_726_677_688_788, data: Buffer.alloc(1024, 9) }]),
    mkvMuxer.tags({ AWS_KINESISVIDEO_CONTINUATION_TOKEN: "7" }),
  ]);
  const seen: unknown[] = [];
  const decoder = new EbmlStreamDecoder();
  const told = [
    EbmlTagId.DocType,
    EbmlTagId.TimecodeScale,
    EbmlTagId.Name,
    EbmlTagId.CodecID,
    EbmlTagId.TagName,
    EbmlTagId.TagString,
    EbmlTagId.Timecode,
  ];
  decoder.on("data", (tag: { id: number; position: number; data?: unknown }) => {
    if (tag instanceof SimpleBlock) seen.push([tag.track, tag.value, tag.payload.length]);
    else if (told.includes(tag.id) && tag.position === EbmlTagPosition.Content) seen.push(tag.data);
  });
  await new Promise((resolve) => decoder.once("end", resolve).end(bytes));
  expect(seen).toEqual([
    "matroska",
    1_000_000,
    "AUDIO_FROM_CUSTOMER",
    "A_AAC",
    "AUDIO_TO_CUSTOMER",
    "A_AAC",
    "ContactId",
    "c",
    1_726_677_688_724,
    [2, 64, 1024],
    "AWS_KINESISVIDEO_CONTINUATION_TOKEN",
    "7",
  ]);
});

it("elements of every size are read back whole", () => {
  const sizes = fc.oneof(
    fc.integer({ min: 0, max: 300 }),
    fc.constantFrom(126, 127, 128, 16_382, 16_383, 16_384, 70_000),
  );
  fc.assert(
    fc.property(sizes, (size) => {
      const block = writeElement(0xa3, Buffer.from([0x81, 0, 0, 0]), Buffer.alloc(size, 5));
      const demuxer = new MkvDemuxer();
      const events = demuxer.push(Buffer.concat([mkvMuxer.documentStart(), mkvMuxer.cluster(0, []), block]));
      demuxer.end();
      expect(events.at(-1)).toMatchObject({ type: "block", data: { length: size } });
    }),
  );
});
