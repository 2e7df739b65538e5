import { fragmentNumbering } from "./fragment-numbering.ts";

/** One fragment as the stream keeps it. */
export interface StoredFragment {
  /** Decimal of 47 digits, larger for later fragments of the stream. */
  readonly number: string;
  readonly producerTimestampMs: number;
  readonly serverTimestampMs: number;
  /** Milliseconds of media. */
  readonly durationMs: number;
  /** The Matroska document that GetMedia sends, without the closing tags that depend on the moment of reading. */
  readonly document: Uint8Array;
}

/** What the producer's side knows of a new fragment. */
export type NewFragment = Omit<StoredFragment, "number" | "document"> & {
  /** Writes the document, given the fragment's number. */
  readonly documentOf: (number: string) => Uint8Array;
};

/**
 * The fragments of one stream, oldest first, of all the contacts that used it. Positions count all fragments ever appended, so that
 * they stay the same when old fragments are dropped.
 */
export class FragmentLog {
  readonly #retainedBytes: number;
  readonly #numberOf: (position: number) => string;
  #fragments: StoredFragment[] = [];
  #dropped = 0;
  #bytes = 0;
  #waiting = new Set<() => void>();

  /** Keeps the newest fragments up to `retainedBytes` of documents, and at least one. */
  constructor(streamName: string, retainedBytes: number) {
    this.#retainedBytes = retainedBytes;
    this.#numberOf = fragmentNumbering(streamName);
  }

  /** Position of the oldest fragment that is kept. */
  get first(): number {
    return this.#dropped;
  }

  /** Position that the next fragment will have. */
  get next(): number {
    return this.#dropped + this.#fragments.length;
  }

  /** The fragment at a position; undefined where it is dropped or not yet there. */
  at(position: number): StoredFragment | undefined {
    return this.#fragments[position - this.#dropped];
  }

  /** Position of the fragment with this number; undefined where it is dropped or was never there. */
  positionOf(number: string): number | undefined {
    const index = this.#fragments.findIndex((fragment) => fragment.number === number);
    return index < 0 ? undefined : this.#dropped + index;
  }

  /** Position of the first kept fragment that fits; {@link next} where none does. */
  find(fits: (fragment: StoredFragment) => boolean): number {
    const index = this.#fragments.findIndex(fits);
    return index < 0 ? this.next : this.#dropped + index;
  }

  /** The number that the next fragment will have. */
  nextNumber(): string {
    return this.#numberOf(this.next);
  }

  /** Keeps a fragment, wakes those who wait for it, and drops what is too old to be kept. */
  append(fragment: NewFragment): StoredFragment {
    const { documentOf, ...rest } = fragment;
    const number = this.nextNumber();
    const stored = { ...rest, number, document: documentOf(number) };
    this.#fragments.push(stored);
    this.#bytes += stored.document.length;
    while (this.#bytes > this.#retainedBytes && this.#fragments.length > 1) this.#dropFirst();
    const waiting = this.#waiting;
    this.#waiting = new Set();
    for (const wake of waiting) wake();
    return stored;
  }

  /** Resolves when a fragment may be had at `position`, or when the signal is aborted. */
  waitFor(position: number, signal: AbortSignal): Promise<void> {
    if (position < this.next || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener("abort", wake, { once: true });
    });
  }

  /** Drops what the service has received before an instant. */
  dropBefore(serverTimestampMs: number): void {
    while ((this.#fragments[0]?.serverTimestampMs ?? serverTimestampMs) < serverTimestampMs) this.#dropFirst();
  }

  #dropFirst(): void {
    this.#bytes -= this.#fragments.shift()?.document.length ?? 0;
    this.#dropped += 1;
  }
}
