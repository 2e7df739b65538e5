/** Decoded sound of one channel. */
export interface Sound {
  sampleRateHz: number;
  samples: Int16Array;
}

/**
 * Decodes a FLAC stream of one channel and 16 bits (RFC 9639). Only what such files hold is read; anything else throws.
 * Frame checksums are not verified.
 */
export function readFlac(bytes: Buffer): Sound {
  if (bytes.toString("latin1", 0, 4) !== "fLaC") throw new Error("not a FLAC stream");
  const sampleRateHz = bytes.readUIntBE(18, 3) >> 4;
  let at = 4;
  for (let isLast = false; !isLast; ) {
    isLast = (bytes.readUInt8(at) & 0x80) !== 0;
    at += 4 + bytes.readUIntBE(at + 1, 3);
  }
  const blocks: Int16Array[] = [];
  const bits = new Bits(bytes, at);
  while (bits.left() > 16) blocks.push(readFrame(bits));
  const samples = new Int16Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let to = 0;
  for (const block of blocks) {
    samples.set(block, to);
    to += block.length;
  }
  return { sampleRateHz, samples };
}

function readFrame(bits: Bits): Int16Array {
  if (bits.take(14) !== 0x3ffe) throw new Error("a FLAC frame does not begin where it should");
  bits.take(2);
  const sizeCode = bits.take(4);
  const rateCode = bits.take(4);
  const channels = bits.take(4);
  const depth = bits.take(3);
  bits.take(1);
  if (channels !== 0 || (depth !== 0 && depth !== 4)) throw new Error("only FLAC of one channel and 16 bits is read");
  for (let first = bits.take(8), mask = 0x80; first & mask && mask > 1; mask >>= 1) if (mask < 0x80) bits.take(8);
  const size = blockSize(bits, sizeCode);
  if (rateCode === 12) bits.take(8);
  if (rateCode === 13 || rateCode === 14) bits.take(16);
  bits.take(8);
  const block = readSubframe(bits, size);
  bits.align();
  bits.take(16);
  return Int16Array.from(block);
}

function blockSize(bits: Bits, code: number): number {
  if (code === 1) return 192;
  if (code >= 2 && code <= 5) return 576 << (code - 2);
  if (code === 6) return bits.take(8) + 1;
  if (code === 7) return bits.take(16) + 1;
  return 256 << (code - 8);
}

function readSubframe(bits: Bits, size: number): number[] {
  bits.take(1);
  const type = bits.take(6);
  let wasted = 0;
  if (bits.take(1) === 1) wasted = bits.unary() + 1;
  const depth = 16 - wasted;
  const out = predicted(bits, type, size, depth);
  return wasted === 0 ? out : out.map((sample) => sample << wasted);
}

function predicted(bits: Bits, type: number, size: number, depth: number): number[] {
  if (type === 0) return new Array<number>(size).fill(bits.signed(depth));
  if (type === 1) return Array.from({ length: size }, () => bits.signed(depth));
  const isFixed = type >= 8 && type <= 12;
  if (!isFixed && type < 32) throw new Error(`FLAC subframe type ${type} is reserved`);
  const order = isFixed ? type - 8 : type - 31;
  const out = Array.from({ length: order }, () => bits.signed(depth));
  let coefficients = fixedCoefficients[order] ?? [];
  let shift = 0;
  if (!isFixed) {
    const precision = bits.take(4) + 1;
    shift = bits.signed(5);
    coefficients = Array.from({ length: order }, () => bits.signed(precision));
  }
  for (const residual of residuals(bits, size, order)) {
    let sum = 0;
    for (let k = 0; k < order; k++) sum += (coefficients[k] ?? 0) * (out[out.length - 1 - k] ?? 0);
    out.push(residual + Math.floor(sum / 2 ** shift));
  }
  return out;
}

const fixedCoefficients = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

function* residuals(bits: Bits, size: number, order: number): Generator<number> {
  const parameterBits = bits.take(2) === 0 ? 4 : 5;
  const partitions = 1 << bits.take(4);
  for (let partition = 0; partition < partitions; partition++) {
    const count = size / partitions - (partition === 0 ? order : 0);
    const parameter = bits.take(parameterBits);
    const isRaw = parameter === (1 << parameterBits) - 1;
    const width = isRaw ? bits.take(5) : parameter;
    for (let i = 0; i < count; i++) {
      if (isRaw) {
        yield bits.signed(width);
        continue;
      }
      const folded = bits.unary() * 2 ** width + bits.take(width);
      yield folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    }
  }
}

/** Reads bits, the highest of each byte first. */
class Bits {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, from: number) {
    this.#bytes = bytes;
    this.#at = from * 8;
  }

  left(): number {
    return this.#bytes.length * 8 - this.#at;
  }

  take(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 2 + this.#bit();
    return value;
  }

  signed(count: number): number {
    const value = this.take(count);
    return count > 0 && value >= 2 ** (count - 1) ? value - 2 ** count : value;
  }

  unary(): number {
    let zeros = 0;
    while (this.#bit() === 0) zeros++;
    return zeros;
  }

  align(): void {
    this.#at = Math.ceil(this.#at / 8) * 8;
  }

  #bit(): number {
    const byte = this.#bytes[this.#at >> 3];
    if (byte === undefined) throw new Error("the FLAC stream ends inside a frame");
    const bit = (byte >> (7 - (this.#at & 7))) & 1;
    this.#at++;
    return bit;
  }
}
