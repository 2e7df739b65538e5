import { readMatroskaBlock } from "./matroska-block.ts";
import { type MatroskaElement, matroska } from "./matroska-element.ts";
import type { MediaTrack } from "./media-event.ts";
import { damagedMedia } from "./media-fault.ts";
import type { MediaVisitor } from "./media-visitor.ts";
import { TextMemo } from "./text-memo.ts";

/** Nanoseconds a tick where Info has no TimestampScale (RFC 9559, section 5.1.2.9). */
const defaultTimestampScale = 1_000_000;

const simpleBlockId = matroska.simpleBlock.id;

type TrackDraft = { -readonly [Field in keyof MediaTrack]: MediaTrack[Field] };

/** Puts the elements of a document together for a visitor. Keeps the tracks and the Tags or TrackEntry being read, nothing more. */
export class MatroskaDocument {
  readonly #visitor: MediaVisitor;
  readonly #texts = new TextMemo();
  #millisecondsPerTick = 1;
  #clusterTicks: number | undefined;
  #tracks: TrackDraft[] = [];
  #trackNames = new Map<number, string>();
  #tags: Record<string, string> = {};
  #tagName: string | undefined;
  #tagValue: string | undefined;

  constructor(visitor: MediaVisitor) {
    this.#visitor = visitor;
  }

  /** A master element begins. */
  open(element: MatroskaElement): void {
    switch (element) {
      case matroska.ebml:
        this.#millisecondsPerTick = defaultTimestampScale / 1e6;
        this.#clusterTicks = undefined;
        this.#trackNames.clear();
        this.#visitor.document();
        break;
      case matroska.tracks:
        this.#tracks = [];
        break;
      case matroska.trackEntry:
        this.#tracks.push({
          number: 0,
          name: "",
          codecId: "",
          sampleRateHz: undefined,
          channels: undefined,
          bitDepth: undefined,
        });
        break;
      case matroska.cluster:
        this.#clusterTicks = undefined;
        break;
      case matroska.tags:
        this.#tags = {};
        break;
      case matroska.simpleTag:
        this.#keepTag();
        break;
    }
  }

  /** A master element ends. */
  close(element: MatroskaElement): void {
    switch (element) {
      case matroska.tracks:
        this.#trackNames = new Map(this.#tracks.map((track) => [track.number, track.name]));
        this.#visitor.tracks(this.#tracks);
        this.#tracks = [];
        break;
      case matroska.simpleTag:
        this.#keepTag();
        break;
      case matroska.tags:
        this.#visitor.tags(this.#tags);
        break;
    }
  }

  /**
   * An element with data has come whole: it lies in `bytes` from `start` to `end`; `offset` is the stream position of its data.
   * Throws `ContractViolation` where the data cannot be what the element is for.
   */
  value(element: MatroskaElement, bytes: Uint8Array, start: number, end: number, offset: number): void {
    switch (element.kind) {
      case "block":
        this.#block(bytes, start, end, offset);
        break;
      case "text":
        this.#text(element, this.#texts.read(bytes, start, end), offset);
        break;
      case "unsigned":
        this.#unsigned(element, readUnsigned(bytes, start, end));
        break;
      case "float":
        this.#float(element, bytes, start, end, offset);
        break;
    }
  }

  /**
   * Reads the run of SimpleBlocks that begins at `start`, as long as they end by `end`, have no lacing, and have a track number below
   * 127: in a call's stream that is nearly every byte. Returns the position behind the run; anything else is left to the caller.
   */
  plainBlocks(bytes: Uint8Array, start: number, end: number): number {
    if (this.#clusterTicks === undefined) return start;
    let position = start;
    while (position + 5 < end && bytes[position] === simpleBlockId) {
      // The size in one byte (1xxxxxxx) or two (01xxxxxx xxxxxxxx); larger blocks are rare.
      const first = bytes[position + 1] ?? 0;
      let data = position + 2;
      let size = first & 0x7f;
      if (first < 0x80) {
        if (first < 0x40) break;
        size = ((first & 0x3f) << 8) | (bytes[data] ?? 0);
        data += 1;
      }
      const next = data + size;
      const track = bytes[data] ?? 0;
      const flags = bytes[data + 3] ?? 0;
      if (next > end || size < 4 || track < 0x81 || track === 0xff || (flags & 0x06) !== 0) break;
      if (first === 0xff || (first === 0x7f && size === 0x3fff)) break;
      const trackNumber = track & 0x7f;
      const relative = (((bytes[data + 1] ?? 0) << 24) | ((bytes[data + 2] ?? 0) << 16)) >> 16;
      const timestampMs = (this.#clusterTicks + relative) * this.#millisecondsPerTick;
      this.#visitor.block(trackNumber, this.#trackNames.get(trackNumber), timestampMs, bytes, data + 4, next);
      position = next;
    }
    return position;
  }

  #block(bytes: Uint8Array, start: number, end: number, offset: number): void {
    if (this.#clusterTicks === undefined) {
      throw damagedMedia(`block at byte ${offset} stands before the Timestamp of its cluster, or outside a cluster`);
    }
    const { trackNumber, relativeTimestamp, frames } = readMatroskaBlock(bytes, start, end, offset);
    const trackName = this.#trackNames.get(trackNumber);
    const timestampMs = (this.#clusterTicks + relativeTimestamp) * this.#millisecondsPerTick;
    for (const frame of frames) this.#visitor.block(trackNumber, trackName, timestampMs, frame, 0, frame.length);
  }

  #text(element: MatroskaElement, value: string, offset: number): void {
    const track = this.#tracks.at(-1);
    if (element === matroska.tagName) this.#tagName = value;
    else if (element === matroska.tagString) this.#tagValue = value;
    else if (element === matroska.docType && value !== "matroska" && value !== "webm") {
      throw damagedMedia(`the document at byte ${offset} is not Matroska but "${value.slice(0, 32)}"`);
    } else if (element === matroska.trackName && track) track.name = value;
    else if (element === matroska.codecId && track) track.codecId = value;
  }

  #unsigned(element: MatroskaElement, value: number): void {
    const track = this.#tracks.at(-1);
    if (element === matroska.clusterTimestamp) {
      this.#clusterTicks = value;
      this.#visitor.cluster(value * this.#millisecondsPerTick);
    } else if (element === matroska.timestampScale) this.#millisecondsPerTick = value / 1e6;
    else if (element === matroska.trackNumber && track) track.number = value;
    else if (element === matroska.channels && track) track.channels = value;
    else if (element === matroska.bitDepth && track) track.bitDepth = value;
  }

  #float(element: MatroskaElement, bytes: Uint8Array, start: number, end: number, offset: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
    if (view.byteLength !== 4 && view.byteLength !== 8) {
      throw damagedMedia(`${element.name} at byte ${offset} must have 4 or 8 bytes, not ${view.byteLength}`);
    }
    const track = this.#tracks.at(-1);
    if (element === matroska.samplingFrequency && track) {
      track.sampleRateHz = view.byteLength === 4 ? view.getFloat32(0) : view.getFloat64(0);
    }
  }

  #keepTag(): void {
    if (this.#tagName === "__proto__") throw damagedMedia("a tag may not be named __proto__");
    if (this.#tagName !== undefined && this.#tagValue !== undefined) this.#tags[this.#tagName] = this.#tagValue;
    this.#tagName = undefined;
    this.#tagValue = undefined;
  }
}

function readUnsigned(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let index = start; index < end; index += 1) value = value * 256 + (bytes[index] ?? 0);
  return value;
}
