import { expect, it } from "@jest/globals";
import { Block, EbmlStreamDecoder, EbmlTagId, EbmlTagPosition } from "ebml-stream";
import type { MediaEvent } from "../../../domain/media/media-event.ts";
import { MkvDemuxer } from "../../../domain/media/mkv-demuxer.ts";
import { captureNames, describeWithCaptures, readCapture } from "./kinesis-video-captures.ts";

interface Reading {
  documents: number;
  clusters: number;
  /** One object a Tags element; of a name that comes twice in it, the later value. */
  tagged: Record<string, string>[];
  blocks: string[];
}

const describeBlock = (track: number, data: Uint8Array) =>
  `${track}:${data.length}:${Buffer.from(data).subarray(0, 16).toString("hex")}`;

function readWithDemuxer(capture: Uint8Array): Reading {
  const demuxer = new MkvDemuxer();
  const events = demuxer.push(capture);
  demuxer.end();
  return {
    documents: events.filter((event) => event.type === "document").length,
    clusters: events.filter((event) => event.type === "cluster").length,
    tagged: events.flatMap((event) => (event.type === "tags" ? [event.tags] : [])),
    blocks: events.flatMap((event) => (event.type === "block" ? [describeBlock(event.trackNumber, event.data)] : [])),
  };
}

async function readWithEbmlStream(capture: Uint8Array): Promise<Reading> {
  const reading: Reading = { documents: 0, clusters: 0, tagged: [], blocks: [] };
  const decoder = new EbmlStreamDecoder();
  let tagName = "";
  decoder.on("data", (tag: { id: number; position: number; data?: unknown }) => {
    if (tag instanceof Block) reading.blocks.push(describeBlock(tag.track, tag.payload));
    if (tag.id === EbmlTagId.EBML && tag.position === EbmlTagPosition.Start) reading.documents += 1;
    if (tag.id === EbmlTagId.Cluster && tag.position === EbmlTagPosition.Start) reading.clusters += 1;
    if (tag.id === EbmlTagId.TagName) tagName = withoutPadding(tag.data);
    if (tag.id === EbmlTagId.Tags && tag.position === EbmlTagPosition.Start) reading.tagged.push({});
    const tags = reading.tagged.at(-1);
    if (tag.id === EbmlTagId.TagString && tags) tags[tagName] = withoutPadding(tag.data);
  });
  await new Promise<void>((resolve, reject) => {
    decoder.once("error", reject);
    decoder.once("end", () => resolve());
    decoder.end(Buffer.from(capture));
  });
  return reading;
}

const withoutPadding = (text: unknown) => String(text).replace(/\0.*$/s, "");

describeWithCaptures("captures of Kinesis Video", () => {
  it.each(captureNames)("%s reads the same as by an independent parser", async (name) => {
    const capture = readCapture(name);
    const independent = await readWithEbmlStream(capture);
    expect(readWithDemuxer(capture)).toEqual(independent);
    expect(independent.blocks.length).toBeGreaterThan(0);
  });

  it("shows the service's tags before a cluster and its closing tags behind it", () => {
    const order = new MkvDemuxer().push(readCapture("output_get_media.mkv")).map((event) => orderName(event));
    const withoutBlocks = order.filter((name, index) => name !== "block" || order[index - 1] !== "block");
    expect(withoutBlocks.slice(0, 7)).toEqual([
      "document",
      "tracks",
      "tags:ENCODER",
      "tags:PRODUCER_TIMESTAMP",
      "cluster",
      "block",
      "tags:CONTINUATION_TOKEN",
    ]);
  });

  it("shows the producer's tags before the first document's tracks, and behind every cluster", () => {
    const order = new MkvDemuxer().push(readCapture("test_mixed_tags.mkv")).map((event) => orderName(event));
    expect(order.indexOf("tags:testTag_0")).toBeLessThan(order.indexOf("tracks"));
    expect(order.filter((name) => name === "tags:testTag_0")).toHaveLength(
      order.filter((name) => name === "cluster").length + 1,
    );
  });
});

function orderName(event: MediaEvent): string {
  if (event.type !== "tags") return event.type;
  return `tags:${String(Object.keys(event.tags).findLast((name) => name !== "HANDLER_NAME" && name !== "DURATION")).replace("AWS_KINESISVIDEO_", "")}`;
}
