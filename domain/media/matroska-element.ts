/** How the demuxer treats an element: descend into it, decode it, or pass over it without keeping it. */
export type ElementKind = "master" | "unsigned" | "float" | "text" | "block" | "skipped";

/** What the demuxer knows of one Matroska element. */
export interface MatroskaElement {
  /** With marker bits, as the specification writes it. */
  readonly id: number;
  readonly name: string;
  readonly kind: ElementKind;
  /** Depth at which the element must stand; undefined where the demuxer does not need to know. */
  readonly level: 0 | 1 | undefined;
  /** Segment and Cluster alone may have an unknown size (RFC 9559, section 5.1). */
  readonly mayBeUnsized: boolean;
  /** More bytes of data than these are refused; what is passed over or comes in parts may be of any size. */
  readonly mostBytes: number;
}

/**
 * Bounds on what one element may make the demuxer keep. Kinesis Video takes at most 1,000 tags of 1 kB in a fragment; a frame of a
 * call has 1,024 bytes, the largest in captures of video 111,839.
 */
const mostBytes: Readonly<Record<ElementKind, number>> = {
  master: 4 * 1024 * 1024,
  block: 16 * 1024 * 1024,
  text: 64 * 1024,
  unsigned: 8,
  float: 8,
  skipped: Number.POSITIVE_INFINITY,
};

const known = new Map<number, MatroskaElement>();

function element(id: number, name: string, kind: ElementKind, level?: 0 | 1): MatroskaElement {
  const entry: MatroskaElement = { id, name, kind, level, mayBeUnsized: false, mostBytes: mostBytes[kind] };
  known.set(id, entry);
  return entry;
}

/** An element whose children come one by one, so that its own size does not matter. */
function streamed(id: number, name: string, level: 0 | 1 | undefined, mayBeUnsized: boolean): MatroskaElement {
  const entry: MatroskaElement = {
    ...element(id, name, "master", level),
    mayBeUnsized,
    mostBytes: Number.POSITIVE_INFINITY,
  };
  known.set(id, entry);
  return entry;
}

/** An element that the demuxer passes over; its name is made only when a message needs it. */
class OtherElement implements MatroskaElement {
  readonly id: number;
  readonly kind = "skipped";
  readonly level = undefined;
  readonly mayBeUnsized = false;
  readonly mostBytes = mostBytes.skipped;

  constructor(id: number) {
    this.id = id;
  }

  get name(): string {
    return `element 0x${this.id.toString(16).toUpperCase()}`;
  }
}

/**
 * The elements of Matroska that the demuxer tells apart, with their IDs from RFC 9559 (https://www.rfc-editor.org/rfc/rfc9559)
 * and RFC 8794 (EBML header, Void, CRC-32). Everything else is passed over.
 */
export const matroska = {
  ebml: element(0x1a45dfa3, "EBML", "master", 0),
  docType: element(0x4282, "DocType", "text"),
  void: element(0xec, "Void", "skipped"),
  crc32: element(0xbf, "CRC-32", "skipped"),
  segment: streamed(0x18538067, "Segment", 0, true),
  seekHead: element(0x114d9b74, "SeekHead", "skipped", 1),
  cues: element(0x1c53bb6b, "Cues", "skipped", 1),
  chapters: element(0x1043a770, "Chapters", "skipped", 1),
  attachments: element(0x1941a469, "Attachments", "skipped", 1),
  info: element(0x1549a966, "Info", "master", 1),
  timestampScale: element(0x2ad7b1, "TimestampScale", "unsigned"),
  tracks: element(0x1654ae6b, "Tracks", "master", 1),
  trackEntry: element(0xae, "TrackEntry", "master"),
  trackNumber: element(0xd7, "TrackNumber", "unsigned"),
  trackName: element(0x536e, "Name", "text"),
  codecId: element(0x86, "CodecID", "text"),
  codecPrivate: element(0x63a2, "CodecPrivate", "skipped"),
  audio: element(0xe1, "Audio", "master"),
  samplingFrequency: element(0xb5, "SamplingFrequency", "float"),
  channels: element(0x9f, "Channels", "unsigned"),
  bitDepth: element(0x6264, "BitDepth", "unsigned"),
  cluster: streamed(0x1f43b675, "Cluster", 1, true),
  clusterTimestamp: element(0xe7, "Timestamp", "unsigned"),
  simpleBlock: element(0xa3, "SimpleBlock", "block"),
  blockGroup: streamed(0xa0, "BlockGroup", undefined, false),
  block: element(0xa1, "Block", "block"),
  tags: element(0x1254c367, "Tags", "master", 1),
  tag: element(0x7373, "Tag", "master"),
  simpleTag: element(0x67c8, "SimpleTag", "master"),
  tagName: element(0x45a3, "TagName", "text"),
  tagString: element(0x4487, "TagString", "text"),
} as const;

/** The element with this ID (marker bits included, as the specification writes it); one that is not known is passed over. */
export function matroskaElement(id: number): MatroskaElement {
  return known.get(id) ?? new OtherElement(id);
}
