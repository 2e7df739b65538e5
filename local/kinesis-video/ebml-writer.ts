/** The size field that says that an element ends where something begins that cannot stand in it (RFC 8794, section 6.2). */
const unknownSizeField = Buffer.from([0xff]);

/** Writes an element: its ID as the specification writes it, its size in as few bytes as hold it, its data. */
export function writeElement(id: number, ...data: readonly Uint8Array[]): Buffer {
  const size = data.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([unsignedBytes(id), sizeField(size), ...data]);
}

/** Writes the beginning of a master element of unknown size; its children follow. */
export function writeUnsizedElement(id: number, ...children: readonly Uint8Array[]): Buffer {
  return Buffer.concat([unsignedBytes(id), unknownSizeField, ...children]);
}

/** Writes an element that holds an unsigned integer below 2^53. */
export function writeUnsigned(id: number, value: number): Buffer {
  return writeElement(id, unsignedBytes(value));
}

/** Writes an element that holds UTF-8 text. */
export function writeText(id: number, value: string): Buffer {
  return writeElement(id, Buffer.from(value, "utf8"));
}

/** Writes a SimpleBlock without lacing. `relativeMs` counts from the cluster's timestamp, from -32,768 to 32,767. */
export function writeSimpleBlock(trackNumber: number, relativeMs: number, data: Uint8Array): Buffer {
  return Buffer.concat([writeSimpleBlockStart(trackNumber, relativeMs, data.length), data]);
}

/** Writes what stands before the data of a SimpleBlock, for whoever joins many blocks and need not copy each one's data twice. */
export function writeSimpleBlockStart(trackNumber: number, relativeMs: number, dataBytes: number): Buffer {
  const header = Buffer.alloc(4);
  header[0] = 0x80 | trackNumber;
  header.writeInt16BE(relativeMs, 1);
  header[3] = 0x80;
  return Buffer.concat([unsignedBytes(0xa3), sizeField(header.length + dataBytes), header]);
}

function unsignedBytes(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.unshift(rest % 256);
    rest = Math.floor(rest / 256);
  } while (rest > 0);
  return Buffer.from(bytes);
}

function sizeField(size: number): Buffer {
  let length = 1;
  // All ones is the unknown size, so the largest size of a length is one less.
  while (size >= 2 ** (7 * length) - 1) length += 1;
  const field = Buffer.alloc(length);
  field.writeUIntBE(size, Math.max(0, length - 6), Math.min(length, 6));
  field[0] = (field[0] ?? 0) | (0x100 >> length);
  return field;
}
