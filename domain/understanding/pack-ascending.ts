/**
 * Ascending whole numbers below 2 to the 32 as bytes: the distance to the one before, seven bits a byte, the lowest first, the eighth bit set on all but the last
 * byte (LEB128). Hashes of a vocabulary take about two bytes each instead of four.
 */
export function packAscending(numbers: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(numbers.length * 5);
  let length = 0;
  let before = 0;
  for (const number of numbers) {
    let distance = number - before;
    before = number;
    while (distance >= 128) {
      bytes[length] = (distance & 127) | 128;
      distance = Math.floor(distance / 128);
      length += 1;
    }
    bytes[length] = distance;
    length += 1;
  }
  return bytes.subarray(0, length);
}

/**
 * Reads `count` numbers that {@link packAscending} wrote, from the place `from` on, and says where they end.
 * @throws RangeError when the bytes end before
 */
export function unpackAscending(
  bytes: Uint8Array,
  from: number,
  count: number,
): { readonly numbers: Uint32Array; readonly end: number } {
  const numbers = new Uint32Array(count);
  let end = from;
  let number = 0;
  for (let index = 0; index < count; index += 1) {
    let factor = 1;
    for (;;) {
      const byte = bytes[end];
      if (byte === undefined) throw new RangeError("unpackAscending: the numbers are cut short");
      end += 1;
      number += (byte & 127) * factor;
      if (byte < 128) break;
      factor *= 128;
    }
    numbers[index] = number;
  }
  return { numbers, end };
}
