/** What a speaker said last still belongs to what follows within this time: callers look digits up and listen to "yes" in between. */
const longestSilenceMs = 15_000;
/** More than the longest number with its hesitations takes. */
const longestTail = 120;

/**
 * Remembers the end of what each speaker said last, so that a number that a pause divides into two final segments can be recognised in both. It is
 * not redacted: it may go where the segment's own text goes, and nowhere else.
 */
export class PrecedingTexts {
  readonly #last: [Tail | undefined, Tail | undefined] = [undefined, undefined];

  /** The end of what the speaker said last before this media time, at most 120 UTF-16 units from a word's beginning; undefined when that is long ago. */
  before(channel: 0 | 1, beginMs: number): string | undefined {
    const tail = this.#last[channel];
    const silenceMs = beginMs - (tail?.endMs ?? Number.NEGATIVE_INFINITY);
    return silenceMs >= 0 && silenceMs <= longestSilenceMs ? tail?.text : undefined;
  }

  /** A final text has ended at this media time. */
  note(channel: 0 | 1, endMs: number, text: string): void {
    const tail = text.trim().slice(-longestTail);
    const wordStart = tail.length < text.trim().length ? tail.indexOf(" ") + 1 : 0;
    this.#last[channel] = tail === "" ? undefined : { endMs, text: tail.slice(wordStart) };
  }
}

interface Tail {
  readonly endMs: number;
  readonly text: string;
}
