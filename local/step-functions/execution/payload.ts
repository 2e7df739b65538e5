/**
 * A JSON document on its way between states. Text and value are made from one another when first asked for, so that a
 * state that only passes its input on neither parses nor prints it, and the spelling of the caller's JSON survives.
 */
export class Payload {
  #text: string | undefined;
  #value: unknown;
  #parsed: boolean;

  private constructor(text: string | undefined, value: unknown, parsed: boolean) {
    this.#text = text;
    this.#value = value;
    this.#parsed = parsed;
  }

  /** The empty object, AWS's input where none is given. */
  static readonly empty: Payload = Payload.fromText("{}");

  /** @param text a JSON text that is known to be well-formed */
  static fromText(text: string): Payload {
    return new Payload(text, undefined, false);
  }

  /** @throws SyntaxError when the text is not JSON */
  static parse(text: string): Payload {
    return new Payload(text, JSON.parse(text), true);
  }

  /** Takes a JSON value as it is at this moment: later changes to it are not seen. */
  static of(value: unknown): Payload {
    return Payload.fromText(JSON.stringify(value));
  }

  /** The JSON array of so many documents, each in its own spelling. */
  static array(items: readonly Payload[]): Payload {
    return Payload.fromText(`[${items.map(({ text }) => text).join(",")}]`);
  }

  /** The JSON text. */
  get text(): string {
    this.#text ??= JSON.stringify(this.#value);
    return this.#text;
  }

  /** The JSON value; treat it as read-only. */
  get value(): unknown {
    if (!this.#parsed) {
      this.#value = JSON.parse(this.text);
      this.#parsed = true;
    }
    return this.#value;
  }

  /** The same document without the white space between its tokens; numbers and strings keep their spelling. */
  compact(): Payload {
    if (!/\s/.test(this.text)) return this;
    const text = this.text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1");
    return text.length === this.text.length ? this : Payload.fromText(text);
  }

  /** Whether the text is longer than so many bytes of UTF-8. */
  exceeds(bytes: number): boolean {
    // A UTF-16 unit takes at most 3 bytes, so most payloads need no counting.
    return this.text.length * 3 > bytes && Buffer.byteLength(this.text) > bytes;
  }
}
