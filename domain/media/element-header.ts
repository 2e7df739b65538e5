import { damagedMedia } from "./media-fault.ts";

/** Size of an element that ends where something begins that cannot stand in it (RFC 8794, section 6.2). */
export const unknownSize = -1;

/** Most bytes that an element header may have: 4 for the ID, 8 for the size (RFC 9559, section 4.1). */
export const longestHeader = 12;

/** Reads element headers (ID and size). One object is used again for each header, so that reading allocates nothing. */
export class ElementHeader {
  /** ID with its marker bits, as the specification writes it. */
  id = 0;
  /** Bytes of data behind the header, or {@link unknownSize}. */
  size = 0;
  /** Bytes of the header itself. */
  length = 0;

  /**
   * Reads the header that begins at `position`; false where `end` comes before the header's own end.
   * `offset` is the position in the whole stream, for messages.
   * Throws `ContractViolation` where no header can begin with these bytes.
   */
  read(bytes: Uint8Array, position: number, end: number, offset: number): boolean {
    if (position >= end) return false;
    const first = bytes[position] ?? 0;
    const idLength = Math.clz32(first) - 23;
    if (idLength > 4) {
      throw damagedMedia(`no Matroska element can begin with 0x${hex(first)}, found at byte ${offset}`);
    }
    const sizeAt = position + idLength;
    if (sizeAt >= end) return false;
    let id = first;
    for (let index = position + 1; index < sizeAt; index += 1) id = (id << 8) | (bytes[index] ?? 0);

    const marker = bytes[sizeAt] ?? 0;
    const sizeLength = Math.clz32(marker) - 23;
    if (sizeLength > 8) {
      throw damagedMedia(`element 0x${hex(id)} at byte ${offset} has a size longer than 8 bytes`);
    }
    const sizeEnd = sizeAt + sizeLength;
    if (sizeEnd > end) return false;
    let size = marker - (0x100 >> sizeLength);
    const unknown = size === 0xff >> sizeLength && areOnes(bytes, sizeAt + 1, sizeEnd);
    for (let index = sizeAt + 1; index < sizeEnd; index += 1) size = size * 256 + (bytes[index] ?? 0);
    this.id = id;
    this.length = idLength + sizeLength;
    if (unknown) {
      this.size = unknownSize;
    } else if (size > Number.MAX_SAFE_INTEGER) {
      throw damagedMedia(`element 0x${hex(id)} at byte ${offset} announces more than 2^53 bytes`);
    } else {
      this.size = size;
    }
    return true;
  }
}

function areOnes(bytes: Uint8Array, start: number, end: number): boolean {
  for (let index = start; index < end; index += 1) if (bytes[index] !== 0xff) return false;
  return true;
}

const hex = (value: number) => value.toString(16).toUpperCase().padStart(2, "0");
