const utf8 = new TextDecoder();

/** Places for texts; a text that finds its place taken takes it over. */
const places = 256;

/**
 * Decodes the texts of Matroska. One document after another repeats the same names and values, so texts in ASCII are remembered:
 * comparing bytes is cheaper than decoding them.
 */
export class TextMemo {
  readonly #texts = new Array<string>(places).fill("");

  /** The UTF-8 text in `bytes` from `start` to `end`; it ends at its first zero byte, for the Kinesis Video producer pads with zeros. */
  read(bytes: Uint8Array, start: number, end: number): string {
    let textEnd = start;
    let hash = 0;
    for (; textEnd < end; textEnd += 1) {
      const byte = bytes[textEnd] ?? 0;
      if (byte === 0) break;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    const place = hash & (places - 1);
    const remembered = this.#texts[place] ?? "";
    if (isSame(remembered, bytes, start, textEnd)) return remembered;
    const text = utf8.decode(new Uint8Array(bytes.buffer, bytes.byteOffset + start, textEnd - start));
    if (text.length === textEnd - start) this.#texts[place] = text;
    return text;
  }
}

/** Only a text in ASCII has the codes of its bytes. */
function isSame(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let index = 0; index < text.length; index += 1)
    if (text.charCodeAt(index) !== bytes[start + index]) return false;
  return true;
}
