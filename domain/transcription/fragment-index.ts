import type { Channel, FragmentSkew, Placement } from "./chunk-assembler.ts";

/** What is remembered of one fragment. */
interface FragmentEntry {
  readonly fragmentNumber: string;
  /** When Kinesis Video received it, epoch milliseconds. */
  readonly receivedAt: number;
  /** Media time behind its last sample, over both channels. */
  endMs: number;
  isWhole: boolean;
  readonly skew: [number | null, number | null];
}

/** Where reading may be taken up so that everything from a cut on is read, and how the first fragment read then was placed. */
export interface ResumeFragment {
  /** The last of the fragments that lie wholly before the cut; undefined when none does. */
  readonly afterFragmentNumber: string | undefined;
  readonly skew: FragmentSkew;
}

/** Most fragments remembered: over an hour of one-second fragments, much longer than a run. */
const capacity = 4_096;

/** Remembers which fragment holds which media time. */
export class FragmentIndex {
  #entries: FragmentEntry[] = [];
  #forgotten: string | undefined;

  /** @param afterFragmentNumber the fragment before the first one that will be added */
  constructor(afterFragmentNumber?: string) {
    this.#forgotten = afterFragmentNumber;
  }

  /** A fragment begins. One that was added before keeps what is known of it, and how it was placed is returned. */
  add(fragmentNumber: string, receivedAt: number): FragmentSkew {
    const known = this.#entries.findLast((entry) => entry.fragmentNumber === fragmentNumber);
    if (known) return known.skew;
    this.#entries.push({ fragmentNumber, receivedAt, endMs: 0, isWhole: false, skew: [null, null] });
    if (this.#entries.length > capacity) this.#forgotten = this.#entries.shift()?.fragmentNumber;
    return [null, null];
  }

  /** A block of the fragment was placed. */
  notePlacement(fragmentNumber: string, channel: Channel, placement: Placement): void {
    const entry = this.#entries.findLast((candidate) => candidate.fragmentNumber === fragmentNumber);
    if (!entry) return;
    entry.endMs = Math.max(entry.endMs, placement.endMs);
    entry.skew[channel] ??= placement.skewSamples;
  }

  /** All of the fragment has come. */
  noteEnd(fragmentNumber: string): void {
    const entry = this.#entries.findLast((candidate) => candidate.fragmentNumber === fragmentNumber);
    if (entry) entry.isWhole = true;
  }

  /** When the audio that ends at a media time had reached Kinesis Video, epoch milliseconds; undefined before the first fragment. */
  receivedAt(mediaMs: number): number | undefined {
    return (this.#entries.find((entry) => entry.endMs >= mediaMs) ?? this.#entries.at(-1))?.receivedAt;
  }

  /** Where to go on so that nothing from `cutMs` (media time) on is missed. */
  resumeAt(cutMs: number): ResumeFragment {
    const next = this.#entries.findIndex((entry) => entry.endMs > cutMs || !entry.isWhole);
    const first = next < 0 ? this.#entries.length : next;
    return {
      afterFragmentNumber: this.#entries[first - 1]?.fragmentNumber ?? this.#forgotten,
      skew: this.#entries[first]?.skew ?? [null, null],
    };
  }
}
