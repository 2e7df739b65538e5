import type { Shard } from "./shard.ts";

/** Position of the first record that is kept and that arrived at this time (milliseconds since the epoch) or later. */
export function firstSince(shard: Shard, milliseconds: number): number {
  const { from, records } = shard.read(0, Number.POSITIVE_INFINITY);
  const index = records.findIndex(({ arrivedAt }) => arrivedAt >= milliseconds);
  return index === -1 ? shard.end() : from + index;
}
