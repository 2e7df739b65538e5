import { ElementHeader, longestHeader, unknownSize } from "./element-header.ts";
import { MatroskaDocument } from "./matroska-document.ts";
import { type MatroskaElement, matroska, matroskaElement } from "./matroska-element.ts";
import { damagedMedia } from "./media-fault.ts";
import type { MediaVisitor } from "./media-visitor.ts";

/** An element whose data has begun and not ended. */
interface OpenElement {
  readonly element: MatroskaElement;
  /** Stream position of its data. */
  readonly offset: number;
  /** Stream position where its data ends; infinite where its size is unknown. */
  readonly end: number;
}

/**
 * Reads Matroska as it arrives, in one pass: push chunks of any length, be told what they say. The chunks' cuts never change it.
 *
 * Takes what Kinesis Video sends: one document after another, Segments and Clusters of unknown size, and every lacing. Keeps at most
 * one block or one piece of text that is spread over chunks; what it does not know is passed over without being kept.
 * Format: RFC 8794 (EBML) and RFC 9559 (Matroska).
 */
export class MkvParser {
  readonly #document: MatroskaDocument;
  readonly #header = new ElementHeader();
  readonly #carried = new Uint8Array(longestHeader);
  #carriedLength = 0;
  #begun = false;
  /** Masters whose data has begun and not ended, the outermost first. */
  #open: OpenElement[] = [];
  /** The last of them. */
  #parent: OpenElement | undefined;
  /** An element without children that is spread over chunks. */
  #spread: OpenElement | undefined;
  /** What has come of it, from the beginning. Grows to the largest element that was spread. */
  #gathered = new Uint8Array(4096);
  /** Stream position of the next byte to be pushed. */
  #offset = 0;
  #fault: Error | undefined;

  constructor(visitor: MediaVisitor) {
    this.#document = new MatroskaDocument(visitor);
  }

  /**
   * Takes the next bytes of the stream and tells the visitor what they completed.
   * Throws `ContractViolation`, naming byte offset and element, where they are damaged; the stream is then lost, and every later
   * call throws the same error. What the visitor throws is treated alike.
   */
  push(chunk: Uint8Array): void {
    if (this.#fault) throw this.#fault;
    try {
      this.#parse(chunk);
    } catch (error) {
      this.#fault = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
    this.#offset += chunk.length;
  }

  /**
   * Tells that no more will come. Throws `ContractViolation` beginning with `truncated` where the stream ends inside an element
   * whose size was announced; elements of unknown size end here as they should.
   */
  end(): void {
    if (this.#fault) throw this.#fault;
    if (this.#carriedLength > 0) {
      const begin = this.#offset - this.#carriedLength;
      throw damagedMedia(
        `truncated: the stream ends at byte ${this.#offset}, inside the element header that begins at byte ${begin}`,
      );
    }
    const within = this.#spread ?? this.#open.findLast((master) => master.end !== Number.POSITIVE_INFINITY);
    if (!within) return;
    throw damagedMedia(
      `truncated: the stream ends at byte ${this.#offset}, inside ${within.element.name}, whose data was to last from byte ${within.offset} to byte ${within.end}`,
    );
  }

  #parse(chunk: Uint8Array): void {
    let position = 0;
    while (position < chunk.length) {
      if (!this.#spread && this.#carriedLength === 0) position = this.#plainBlocks(chunk, position);
      if (this.#spread) {
        position = this.#continue(this.#spread, chunk, position);
      } else if (this.#carriedLength > 0) {
        position = this.#completeHeader(chunk, position);
      } else if (this.#header.read(chunk, position, chunk.length, this.#offset + position)) {
        position = this.#begin(chunk, position + this.#header.length);
      } else {
        this.#carried.set(chunk.subarray(position));
        this.#carriedLength = chunk.length - position;
        return;
      }
    }
  }

  #plainBlocks(chunk: Uint8Array, position: number): number {
    const parent = this.#parent;
    if (parent?.element !== matroska.cluster) return position;
    const end = Math.min(chunk.length, parent.end - this.#offset);
    const behind = this.#document.plainBlocks(chunk, position, end);
    if (behind > position) this.#closeEnded(this.#offset + behind);
    return behind;
  }

  /** Adds bytes to a header that was cut by the end of a chunk until it is whole; returns the position behind what it used. */
  #completeHeader(chunk: Uint8Array, start: number): number {
    let position = start;
    while (position < chunk.length) {
      this.#carried[this.#carriedLength] = chunk[position] ?? 0;
      this.#carriedLength += 1;
      position += 1;
      const offset = this.#offset + position - this.#carriedLength;
      if (this.#header.read(this.#carried, 0, this.#carriedLength, offset)) {
        this.#carriedLength = 0;
        return this.#begin(chunk, position);
      }
    }
    return position;
  }

  /** Begins the element whose header was just read and whose data begins at `position`; returns the position behind what it used. */
  #begin(chunk: Uint8Array, position: number): number {
    const { id, size } = this.#header;
    const element = matroskaElement(id);
    const offset = this.#offset + position;
    const end = size === unknownSize ? Number.POSITIVE_INFINITY : offset + size;
    this.#place(element, offset - this.#header.length, end, size);
    if (element.kind === "master") {
      this.#parent = { element, offset, end };
      this.#open.push(this.#parent);
      this.#document.open(element);
      this.#closeEnded(offset);
      return position;
    }
    if (position + size > chunk.length) {
      this.#spread = { element, offset, end };
      if (element.kind !== "skipped" && size > this.#gathered.length) this.#gathered = new Uint8Array(size);
      return this.#continue(this.#spread, chunk, position);
    }
    if (element.kind !== "skipped") this.#document.value(element, chunk, position, position + size, offset);
    this.#closeEnded(end);
    return position + size;
  }

  /** Takes what the chunk holds of an element that is spread over chunks; returns the position behind what it used. */
  #continue(spread: OpenElement, chunk: Uint8Array, position: number): number {
    const { element, offset, end } = spread;
    const behind = Math.min(chunk.length, end - this.#offset);
    const isKept = element.kind !== "skipped";
    if (isKept) this.#gathered.set(chunk.subarray(position, behind), this.#offset + position - offset);
    if (this.#offset + behind === end) {
      this.#spread = undefined;
      if (isKept) this.#document.value(element, this.#gathered, 0, end - offset, offset);
      this.#closeEnded(end);
    }
    return behind;
  }

  /**
   * Makes sure that an element may begin at stream position `start`, may end at `end`, and is not too large; ends the masters of
   * unknown size that it cannot stand in.
   */
  #place(element: MatroskaElement, start: number, end: number, size: number): void {
    if (!this.#begun && element !== matroska.ebml) {
      throw damagedMedia(
        `expected an EBML header at byte ${start}, found ${element.name}: this is not the beginning of Matroska`,
      );
    }
    this.#begun = true;
    const { level } = element;
    if (level !== undefined) {
      while (this.#open.length > level && this.#parent?.end === Number.POSITIVE_INFINITY) this.#closeLast();
    }
    const parent = this.#parent;
    if (level === undefined ? !parent && !isGlobal(element) : this.#open.length !== level) {
      throw damagedMedia(
        `${element.name} at byte ${start} may not stand ${parent ? `inside ${parent.element.name}` : "outside a Segment"}`,
      );
    }
    if (size === unknownSize && !element.mayBeUnsized) {
      throw damagedMedia(`${element.name} at byte ${start} has no size; only Segment and Cluster may`);
    }
    if (parent && end > parent.end && size !== unknownSize) {
      throw damagedMedia(
        `${element.name} at byte ${start} was to end at byte ${end}, beyond the end of ${parent.element.name} at byte ${parent.end}`,
      );
    }
    if (size > element.mostBytes) {
      throw damagedMedia(
        `${element.name} at byte ${start} announces ${size} bytes; at most ${element.mostBytes} are taken`,
      );
    }
  }

  #closeEnded(offset: number): void {
    while (this.#parent?.end === offset) this.#closeLast();
  }

  #closeLast(): void {
    const closed = this.#open.pop();
    this.#parent = this.#open.at(-1);
    if (closed) this.#document.close(closed.element);
  }
}

const isGlobal = (element: MatroskaElement) => element === matroska.void || element === matroska.crc32;
