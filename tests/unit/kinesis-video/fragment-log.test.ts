import { describe, expect, it } from "@jest/globals";
import { FragmentLog } from "../../../local/kinesis-video/fragment-log.ts";
import { FragmentStore } from "../../../local/kinesis-video/fragment-store.ts";
import { findStart } from "../../../local/kinesis-video/start-selector.ts";

/** A log whose fragments begin at 0 s, 1 s, 2 s … of the producer and come half a second later. */
function logOf(count: number, retainedBytes = 10_000): FragmentLog {
  const log = new FragmentLog("stream", retainedBytes);
  for (let index = 0; index < count; index += 1) {
    log.append({
      producerTimestampMs: index * 1000,
      serverTimestampMs: index * 1000 + 500,
      durationMs: 900,
      documentOf: () => new Uint8Array(100),
    });
  }
  return log;
}

const numberAt = (log: FragmentLog, position: number) => log.at(position)?.number ?? "";

describe("the fragments of a stream", () => {
  it("have numbers of 47 digits that grow, and that no other stream uses", () => {
    const log = logOf(3);
    const numbers = [0, 1, 2].map((position) => numberAt(log, position));
    expect(numbers.every((number) => /^\d{47}$/.test(number))).toBe(true);
    expect(numbers).toEqual(numbers.toSorted());
    expect(new FragmentLog("other", 1).nextNumber()).not.toBe(numbers[0]);
  });

  it("are dropped from the oldest on when they are more than is kept, and keep their positions", () => {
    const log = logOf(10, 350);
    expect([log.first, log.next]).toEqual([7, 10]);
    expect(log.at(6)).toBeUndefined();
    expect(log.at(7)?.producerTimestampMs).toBe(7_000);
    expect(log.positionOf(numberAt(log, 8))).toBe(8);
  });

  it.each([
    ["as many hours as the stream is to keep them", 1, 3_600_000],
    ["five minutes where it keeps nothing", undefined, 300_000],
  ])("are kept for %s", (_name, hours, keptMs) => {
    let now = 0;
    const clock = { now: () => now, sleep: () => Promise.resolve() };
    const store = new FragmentStore({ clock, region: "ap-northeast-2", accountId: "000000000000" });
    const { log } = store.create("stream", hours);
    for (const serverTimestampMs of [0, 1_000, 2_000])
      log.append({ producerTimestampMs: 0, serverTimestampMs, durationMs: 900, documentOf: () => new Uint8Array(100) });
    now = keptMs + 1_000;
    store.dropExpired();
    expect([log.first, log.next]).toEqual([1, 3]);
    now += 2_000;
    store.dropExpired();
    expect([log.first, log.next]).toEqual([3, 3]);
  });

  it("wake who waits for one, and let go who stops waiting", async () => {
    const log = logOf(1);
    const gone = new AbortController();
    const woken = log.waitFor(1, new AbortController().signal);
    const released = log.waitFor(1, gone.signal);
    gone.abort();
    await released;
    expect(log.next).toBe(1);
    log.append({ producerTimestampMs: 1, serverTimestampMs: 1, durationMs: 1, documentOf: () => new Uint8Array(1) });
    await woken;
  });
});

describe("where GetMedia begins", () => {
  const log = logOf(5);

  it.each([
    ["NOW at the newest", { StartSelectorType: "NOW" } as const, 4],
    ["EARLIEST at the oldest", { StartSelectorType: "EARLIEST" } as const, 0],
    [
      "FRAGMENT_NUMBER behind the named one",
      { StartSelectorType: "FRAGMENT_NUMBER", AfterFragmentNumber: numberAt(log, 2) } as const,
      3,
    ],
    [
      "FRAGMENT_NUMBER at the live edge behind the newest",
      { StartSelectorType: "FRAGMENT_NUMBER", AfterFragmentNumber: numberAt(log, 4) } as const,
      5,
    ],
    [
      "FRAGMENT_NUMBER nowhere when it is not kept",
      { StartSelectorType: "FRAGMENT_NUMBER", AfterFragmentNumber: "7" } as const,
      undefined,
    ],
    [
      "CONTINUATION_TOKEN behind the named one",
      { StartSelectorType: "CONTINUATION_TOKEN", ContinuationToken: numberAt(log, 0) } as const,
      1,
    ],
    [
      "PRODUCER_TIMESTAMP in the one that holds the time",
      { StartSelectorType: "PRODUCER_TIMESTAMP", StartTimestamp: 2.4 } as const,
      2,
    ],
    [
      "PRODUCER_TIMESTAMP at the one that begins then",
      { StartSelectorType: "PRODUCER_TIMESTAMP", StartTimestamp: 3 } as const,
      3,
    ],
    [
      "PRODUCER_TIMESTAMP in a gap at the next",
      { StartSelectorType: "PRODUCER_TIMESTAMP", StartTimestamp: 2.95 } as const,
      3,
    ],
    [
      "PRODUCER_TIMESTAMP of the future at the live edge",
      { StartSelectorType: "PRODUCER_TIMESTAMP", StartTimestamp: 99 } as const,
      5,
    ],
    [
      "SERVER_TIMESTAMP at the last that had come",
      { StartSelectorType: "SERVER_TIMESTAMP", StartTimestamp: 2.6 } as const,
      2,
    ],
    [
      "SERVER_TIMESTAMP before all at the oldest",
      { StartSelectorType: "SERVER_TIMESTAMP", StartTimestamp: 0 } as const,
      0,
    ],
  ])("%s", (_name, selector, position) => {
    expect(findStart(log, selector)).toBe(position);
  });
});
