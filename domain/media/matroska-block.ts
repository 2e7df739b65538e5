import { damagedMedia } from "./media-fault.ts";

/** A decoded SimpleBlock or Block. */
export interface MatroskaBlock {
  readonly trackNumber: number;
  /** Ticks from the cluster's timestamp; may be negative. */
  readonly relativeTimestamp: number;
  /** One frame, or several where the block is laced; views of the bytes that were read. */
  readonly frames: readonly Uint8Array[];
}

/**
 * Decodes the data of a SimpleBlock or Block that lies in `bytes` from `start` to `end`, with every lacing of RFC 9559, section 10.3.
 * `offset` is the stream position of its data. Throws `ContractViolation` where header or lacing do not fit into the block.
 */
export function readMatroskaBlock(bytes: Uint8Array, start: number, end: number, offset: number): MatroskaBlock {
  const track = readVint(bytes, start, end, offset);
  const header = track.next;
  if (header + 3 > end) throw damagedMedia(`block at byte ${offset} is too short for its own header`);
  const relativeTimestamp = (((bytes[header] ?? 0) << 24) | ((bytes[header + 1] ?? 0) << 16)) >> 16;
  const lacing = ((bytes[header + 2] ?? 0) >> 1) & 3;
  const data = header + 3;
  const frames = lacing === 0 ? [bytes.subarray(data, end)] : lacedFrames(bytes, data, end, lacing, offset);
  return { trackNumber: track.value, relativeTimestamp, frames };
}

function lacedFrames(bytes: Uint8Array, start: number, end: number, lacing: number, offset: number): Uint8Array[] {
  if (start >= end) throw damagedMedia(`block at byte ${offset} is laced but counts no frames`);
  const count = (bytes[start] ?? 0) + 1;
  const { sizes, next } =
    lacing === 1
      ? xiphSizes(bytes, start + 1, end, count, offset)
      : lacing === 3
        ? ebmlSizes(bytes, start + 1, end, count, offset)
        : fixedSizes(start + 1, end, count, offset);
  const frames: Uint8Array[] = [];
  let position = next;
  for (const size of sizes) {
    if (size < 0 || position + size > end)
      throw damagedMedia(`block at byte ${offset} has laced frames longer than itself`);
    frames.push(bytes.subarray(position, position + size));
    position += size;
  }
  frames.push(bytes.subarray(position, end));
  return frames;
}

/** Sizes of all frames but the last, which takes what is left. */
interface LacedSizes {
  readonly sizes: readonly number[];
  readonly next: number;
}

function xiphSizes(bytes: Uint8Array, start: number, end: number, count: number, offset: number): LacedSizes {
  const sizes: number[] = [];
  let next = start;
  while (sizes.length < count - 1) {
    let size = 0;
    let byte = 255;
    while (byte === 255) {
      if (next >= end) throw damagedMedia(`block at byte ${offset} ends inside its Xiph lacing`);
      byte = bytes[next] ?? 0;
      size += byte;
      next += 1;
    }
    sizes.push(size);
  }
  return { sizes, next };
}

function ebmlSizes(bytes: Uint8Array, start: number, end: number, count: number, offset: number): LacedSizes {
  const sizes: number[] = [];
  let next = start;
  let size = 0;
  while (sizes.length < count - 1) {
    const read = readVint(bytes, next, end, offset);
    // The first size is absolute; each later one is a signed difference, biased by half its range.
    size = sizes.length === 0 ? read.value : size + read.value - (2 ** (7 * (read.next - next) - 1) - 1);
    sizes.push(size);
    next = read.next;
  }
  return { sizes, next };
}

function fixedSizes(start: number, end: number, count: number, offset: number): LacedSizes {
  const size = (end - start) / count;
  if (!Number.isInteger(size))
    throw damagedMedia(`block at byte ${offset} cannot be cut into ${count} frames of one size`);
  return { sizes: new Array<number>(count - 1).fill(size), next: start };
}

function readVint(bytes: Uint8Array, start: number, end: number, offset: number): { value: number; next: number } {
  const first = start < end ? (bytes[start] ?? 0) : 0;
  const length = Math.clz32(first) - 23;
  if (length > 8 || start + length > end)
    throw damagedMedia(`block at byte ${offset} ends inside a variable-length number`);
  let value = first - (0x100 >> length);
  for (let index = start + 1; index < start + length; index += 1) value = value * 256 + (bytes[index] ?? 0);
  return { value, next: start + length };
}
