import { frameMs } from "./time-code.ts";

/** What became of the frames of one channel of one contact, over all sessions. Positions are milliseconds on the contact's time code. */
export interface FrameAccount {
  /** Frames heard at least once. */
  readonly heard: number;
  /** First and last position heard; undefined when nothing was. */
  readonly firstMs: number | undefined;
  readonly lastMs: number | undefined;
  /** Positions between the first and the last that were never heard. */
  readonly lostMs: readonly number[];
  /** Positions heard more than once. */
  readonly repeatedMs: readonly number[];
}

/** Counts every time-coded frame that an engine is fed, to prove that none is lost or repeated on the way. */
export interface FrameLedger {
  hear(contactId: string, channel: number, positionMs: number): void;
  account(contactId: string, channel: number): FrameAccount;
  forget(contactId: string): void;
}

/** Makes an empty ledger. It keeps one byte a frame: 3 kB a minute and channel. */
export function createFrameLedger(): FrameLedger {
  const contacts = new Map<string, Map<number, Uint8Array>>();
  return {
    hear(contactId, channel, positionMs) {
      const channels = contacts.get(contactId) ?? new Map<number, Uint8Array>();
      contacts.set(contactId, channels);
      const frame = Math.floor(positionMs / frameMs);
      const counts = atLeast(channels.get(channel) ?? new Uint8Array(1_024), frame + 1);
      channels.set(channel, counts);
      counts[frame] = Math.min(255, (counts[frame] ?? 0) + 1);
    },
    account(contactId, channel) {
      const counts = contacts.get(contactId)?.get(channel) ?? new Uint8Array(0);
      const first = counts.findIndex((count) => count > 0);
      const last = counts.findLastIndex((count) => count > 0);
      const span = first < 0 ? [] : [...counts.subarray(first, last + 1)];
      const positions = (wanted: (count: number) => boolean) =>
        span.flatMap((count, index) => (wanted(count) ? [(first + index) * frameMs] : []));
      return {
        heard: span.filter((count) => count > 0).length,
        firstMs: first < 0 ? undefined : first * frameMs,
        lastMs: last < 0 ? undefined : last * frameMs,
        lostMs: positions((count) => count === 0),
        repeatedMs: positions((count) => count > 1),
      };
    },
    forget(contactId) {
      contacts.delete(contactId);
    },
  };
}

function atLeast(counts: Uint8Array, length: number): Uint8Array {
  if (counts.length >= length) return counts;
  const grown = new Uint8Array(Math.max(length, counts.length * 2));
  grown.set(counts);
  return grown;
}
