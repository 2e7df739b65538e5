import { matroska } from "../../domain/media/matroska-element.ts";
import { writeElement, writeSimpleBlockStart, writeText, writeUnsigned, writeUnsizedElement } from "./ebml-writer.ts";

/** A track to be written. */
export interface MuxTrack {
  /** 1 to 126. */
  readonly number: number;
  readonly name: string;
}

/** A frame to be written. */
export interface MuxBlock {
  readonly trackNumber: number;
  /** Milliseconds on the cluster's time line, whole. */
  readonly atMs: number;
  readonly data: Uint8Array;
}

/** The producer that Connect is seen to use; it signs as muxing and as writing application. */
const application = "Kinesis Video SDK 1.1.0 JNI 2.0";

/**
 * Writes Matroska as Amazon Connect and Kinesis Video write it. What was measured on live streams of Connect, and is kept here:
 * a Segment and Clusters of unknown size; Info with a TimestampScale of 1 ms, a title, and one application name twice; tracks known
 * by name, without an Audio element, that claim CodecID `A_AAC` with CodecPrivate 0x1190 although their frames are 16-bit PCM
 * (only the tag `MimeType` tells the truth); clusters whose timestamp is milliseconds since the epoch; frames of 1,024 bytes (64 ms).
 * Sources: the dump in https://github.com/heushreck/amazon-kvs-audio-consumer-library-for-python and its author's article, and
 * https://github.com/yacchi/ebml (fixtures/kvs).
 */
export const mkvMuxer = {
  /** The EBML header and the beginning of a Segment of unknown size. */
  documentStart(): Buffer {
    return Buffer.concat([
      writeElement(
        matroska.ebml.id,
        writeUnsigned(0x4286, 1),
        writeUnsigned(0x42f7, 1),
        writeUnsigned(0x42f2, 4),
        writeUnsigned(0x42f3, 8),
        writeText(matroska.docType.id, "matroska"),
        writeUnsigned(0x4287, 2),
        writeUnsigned(0x4285, 2),
      ),
      writeUnsizedElement(matroska.segment.id),
    ]);
  },

  /** Info and Tracks. `segmentUid` is 16 bytes. */
  description(tracks: readonly MuxTrack[], segmentUid: Uint8Array): Buffer {
    return Buffer.concat([
      writeElement(
        matroska.info.id,
        writeElement(0x73a4, segmentUid),
        writeUnsigned(matroska.timestampScale.id, 1_000_000),
        writeText(0x7ba9, "Kinesis Video SDK"),
        writeText(0x4d80, application),
        writeText(0x5741, application),
      ),
      writeElement(matroska.tracks.id, ...tracks.map(writeTrack)),
    ]);
  },

  /** One Tags element with all the tags. */
  tags(tags: Readonly<Record<string, string>>): Buffer {
    const simpleTags = Object.entries(tags).map(([name, value]) =>
      writeElement(
        matroska.simpleTag.id,
        writeText(matroska.tagName.id, name),
        writeText(matroska.tagString.id, value),
      ),
    );
    return writeElement(matroska.tags.id, writeElement(matroska.tag.id, ...simpleTags));
  },

  /** A cluster of unknown size: something else must follow it. Throws RangeError where a block lies over 32 s from `timestampMs`. */
  cluster(timestampMs: number, blocks: readonly MuxBlock[]): Buffer {
    return writeUnsizedElement(
      matroska.cluster.id,
      writeUnsigned(matroska.clusterTimestamp.id, timestampMs),
      writeUnsigned(0xa7, 0),
      ...blocks.flatMap(({ trackNumber, atMs, data }) => [
        writeSimpleBlockStart(trackNumber, atMs - timestampMs, data.length),
        data,
      ]),
    );
  },
} as const;

function writeTrack(track: MuxTrack): Buffer {
  return writeElement(
    matroska.trackEntry.id,
    writeUnsigned(matroska.trackNumber.id, track.number),
    writeUnsigned(0x73c5, track.number),
    writeUnsigned(0x83, 2),
    writeText(matroska.trackName.id, track.name),
    writeText(matroska.codecId.id, "A_AAC"),
    writeElement(matroska.codecPrivate.id, Buffer.from([0x11, 0x90])),
  );
}
